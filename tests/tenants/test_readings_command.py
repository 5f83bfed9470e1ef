"""`manage.py readings`: a district's table out as CSV, and in again."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tenants.isolation.scope import scope
from tenants.models import LocalReading
from tests.factories.town import Town


def written(side: Any) -> dict[str, str]:
    with scope(side.district):
        return dict(LocalReading.objects.values_list("phrase", "reading"))


def test_what_goes_out_comes_in_next_door(town: Town, tmp_path: Path, capsys: Any) -> None:
    there, out = tmp_path / "in.csv", tmp_path / "out.csv"
    there.write_text("phrase,reading\n乐天,yue4 tian1\n长清,\n", encoding="utf-8")
    call_command("readings", district="home", source=there)
    assert written(town.home) == {"乐天": "yue4 tian1", "长清": ""}
    assert written(town.next_door) == {}
    call_command("readings", district="home", target=out)
    call_command("readings", district="next-door", source=out)
    assert written(town.next_door) == written(town.home)
    capsys.readouterr()
    call_command("readings", district="home")
    assert capsys.readouterr().out == "phrase,reading\n乐天,yue4 tian1\n长清,\n"


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "phrase,reading\n乐天,yue4\n", "phrase,reading\n乐天,yue4 tian1\nx,x1\n"]
)
def test_a_file_that_is_none_changes_nothing(town: Town, tmp_path: Path, text: str) -> None:
    file = tmp_path / "in.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("readings", district="home", source=file)
    with pytest.raises(CommandError):
        call_command("readings", district="nowhere", source=file)
    with pytest.raises(CommandError):
        call_command("readings", district="home", source=tmp_path / "nothing.csv")
    assert written(town.home) == {}
