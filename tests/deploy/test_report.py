"""What `deploy/up` says to a person at the end."""

from typing import Any

from deploy.embedded import report

LIAISON = {
    "name": "林知微", "login": "liaison", "password": "pass", "token": "dap_x", "role": "liaison",
    "mandates": [
        {"id": "TWEBog-skX5yPY6N1ZjiHjnM", "district": "zhongde", "role": "LIAISON", "label": "新众通"},
    ],
}  # fmt: skip


def test_a_person_is_told_the_mandate_s_id_as_a_program_is(capsys: Any) -> None:
    report.show("http://127.0.0.1:8000", "zhongde", [LIAISON])
    told = capsys.readouterr().out
    assert "mandate TWEBog-skX5yPY6N1ZjiHjnM  for 新众通" in told
    assert '"actingAs": "TWEBog-skX5yPY6N1ZjiHjnM"' in told


def test_who_holds_no_mandate_any_more_is_told_without_one(capsys: Any) -> None:
    report.show("http://127.0.0.1:8000", "zhongde", [LIAISON | {"mandates": []}])
    told = capsys.readouterr().out
    assert "mandate" not in told and "an offer" not in told
