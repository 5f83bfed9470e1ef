"""Handing in and fetching, over HTTP."""

import io
from typing import Any

import pytest
from django.test import Client

from alliance.files.models import StoredFile
from alliance.files.rules import LARGEST
from api.graphql.ids import encode, key_of
from tenants.isolation.scope import scope
from tenants.models import Account, Act
from tenants.tokens import create_token
from tests.factories.listings import a_listing
from tests.factories.papers import PAGE, PDF
from tests.factories.town import Town


def as_(account: Account | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {create_token(account=account, name='t')[1]}"} if account else {}


def hand_in(
    town: Town, account: Account | None, *, name: str = "平面图.pdf", content: bytes = PDF, **body: Any
) -> Any:
    file = io.BytesIO(content)
    file.name = name
    said = {"file": file, "actingAs": encode("Mandate", town.home.mandate.id), **body}
    return Client().post("/d/home/api/files/", said, headers={"Accept-Language": "en", **as_(account)})


def test_a_file_is_handed_in_attached_and_fetched(town: Town) -> None:
    answer = hand_in(town, town.insider)
    assert answer.status_code == 201, answer.content
    kept = answer.json()
    assert (kept["name"], kept["mediaType"], kept["size"]) == ("平面图.pdf", "application/pdf", len(PDF))
    key = key_of("File", kept["id"])
    assert key is not None
    with scope(town.home.district):
        assert StoredFile.objects.get(id=key).owner_id == town.home.enterprise.id
    assert Client().get(kept["url"]).status_code == 404
    with scope(town.home.district):
        a_listing(town.home.as_liaison, files=(key,))
    fetched = Client().get(kept["url"])
    assert fetched.status_code == 200 and fetched.content == PDF
    assert fetched["Content-Type"] == "application/pdf"
    assert fetched["Content-Disposition"].startswith("attachment;")
    assert fetched["X-Content-Type-Options"] == "nosniff"
    assert fetched["Content-Security-Policy"] == "default-src 'none'; sandbox"


REFUSED = [
    ({"content": PAGE}, 400, "FILE_TYPE_MISMATCH", ["file"]),
    ({"name": "网页.html", "content": PAGE}, 400, "FILE_KIND_NOT_ACCEPTED", ["file"]),
    ({"content": b""}, 400, "FILE_EMPTY", ["file"]),
    ({"content": PDF + b"0" * LARGEST}, 413, "FILE_TOO_LARGE", ["file"]),
    ({"file": "text"}, 400, "REQUIRED", ["file"]),
    ({"actingAs": "nonsense"}, 403, "FORBIDDEN", ["actingAs"]),
]


@pytest.mark.parametrize(("said", "status", "code", "path"), REFUSED, ids=[row[2] for row in REFUSED])
def test_bad_input_is_a_clear_error_and_nothing_is_kept(
    town: Town, said: dict[str, Any], status: int, code: str, path: list[str]
) -> None:
    answer = hand_in(town, town.insider, **said)
    assert answer.status_code == status
    [error] = answer.json()["errors"]
    assert (error["code"], error["path"]) == (code, path) and error["message"]
    with scope(town.home.district):
        assert not StoredFile.objects.exists() and not Act.objects.filter(verb="file.store").exists()


def test_a_body_that_lies_about_its_length_is_not_read_to_its_end(town: Town, monkeypatch: Any) -> None:
    monkeypatch.setattr("api.rest.files.LARGEST", 1000)
    monkeypatch.setattr("api.rest.files.AROUND", 10**9)
    answer = hand_in(town, town.insider, content=PDF + b"0" * 100_000)
    assert answer.status_code == 413 and answer.json()["errors"][0]["code"] == "FILE_TOO_LARGE"


def test_neighbour_outsider_and_public_hand_in_nothing(town: Town) -> None:
    for account in (town.neighbour, town.outsider, None):
        assert hand_in(town, account).status_code == 404
    with scope(town.home.district):
        assert not StoredFile.objects.exists()


def test_one_mandate_does_not_hand_in_for_another(town: Town) -> None:
    answer = hand_in(town, town.home.manager)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "FORBIDDEN")


def test_a_file_of_next_door_is_one_that_never_was(town: Town) -> None:
    kept = hand_in(town, town.insider).json()
    there = kept["url"].replace("/d/home/", "/d/next-door/")
    for account in (town.insider, town.neighbour, None):
        assert Client().get(there, headers=as_(account)).status_code == 404
    assert Client().get(kept["url"], headers=as_(town.insider)).status_code == 200
