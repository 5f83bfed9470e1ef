"""Everything that is said of a listing, over HTTP: kept, shown, refused where it was said."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from alliance.resources.rules import PartTerms, WindowTerms
from api.graphql.ids import encode
from tenants.calendar import today
from tenants.isolation.scope import scope
from tests.api.graphql.listings.test_whoever_may_not import everything_written
from tests.factories.ground import a_unit
from tests.factories.listings import a_listing
from tests.factories.papers import a_file
from tests.factories.town import Town

TERMS = """
  id title category unit { label } place sharingTerms isDraft remaining state availableUntil
  windows { weekdays from until } files { name mediaType size url }
  parts { id title quantity measure taken remaining due }
  audience { kind enterprises { name } principals { label } }
"""
PAYLOAD = "{ listing { " + TERMS + " } errors { path code message } }"
POST = "mutation($input: PostListingInput!) { answer: postListing(input: $input) " + PAYLOAD + " }"
UPDATE = "mutation($input: UpdateListingInput!) { answer: updateListing(input: $input) " + PAYLOAD + " }"
PUBLISH = "mutation($input: PublishListingInput!) { answer: publishListing(input: $input) " + PAYLOAD + " }"
RENEW = "mutation($input: RenewListingInput!) { answer: renewListing(input: $input) " + PAYLOAD + " }"
LIST = "query($f: ListingFilter) { listings(first: 100, filter: $f) { edges { node { " + TERMS + " } } } }"


def mine(town: Town, **said: Any) -> dict[str, Any]:
    return {"actingAs": encode("Mandate", town.home.mandate.id), **said}


def posted(town: Town, asker: Any, **said: Any) -> dict[str, Any]:
    answer = asker.data(POST, input=mine(town, **({"kind": "OFFER", "title": "培训教室"} | said)))["answer"]
    assert answer["errors"] == []
    return answer["listing"]


def test_all_of_it_is_kept_and_shown(town: Town, ask: Callable[..., Any]) -> None:
    home, asker = town.home, ask(town.home.district, town.insider)
    with scope(home.district):
        file = a_file(home.as_liaison)
    windows = [{"weekdays": ["MONDAY", "FRIDAY"], "from": "18:00:00", "until": "21:00:00"}]
    said = {
        "category": "ROOM",
        "unit": encode("Unit", home.empty_unit.id),
        "sharingTerms": "用后归位",
        "quantity": 2.5,
        "windows": windows,
        "files": [encode("File", file.id)],
        "audience": {"kind": "NAMED", "principals": [encode("Principal", home.office.id)]},
    }
    listing = posted(town, asker, **said)
    assert listing["category"] == "ROOM" and listing["unit"] == {"label": "1204"}
    assert listing["sharingTerms"] == "用后归位" and listing["windows"] == windows
    assert listing["remaining"] == 2.5 and listing["isDraft"] is False
    [shown] = listing["files"]
    assert (shown["name"], shown["mediaType"]) == ("平面图.pdf", "application/pdf")
    named = {"kind": "NAMED", "enterprises": [], "principals": [{"label": home.office.name}]}
    assert listing["audience"] == named
    [edge] = ask(home.district, home.manager).data(LIST, f={"categories": ["ROOM"]})["listings"]["edges"]
    assert edge["node"]["id"] == listing["id"]
    assert ask(home.district, home.manager).data(LIST, f={"categories": ["JOB"]})["listings"]["edges"] == []
    assert ask(home.district).data(LIST)["listings"]["edges"] == []


def test_nobody_is_asked_for_what_the_platform_knows(town: Town, ask: Callable[..., Any]) -> None:
    asker = ask(town.home.district, town.insider)
    assert posted(town, asker)["unit"] == {"label": "1203"}  # where its owner is
    described = posted(town, asker, place="南口岗亭旁")
    assert (described["unit"], described["place"]) == (None, "南口岗亭旁")
    changed = mine(town, id=described["id"], unit=encode("Unit", town.home.empty_unit.id))
    listing = asker.data(UPDATE, input=changed)["answer"]["listing"]
    assert (listing["unit"], listing["place"]) == ({"label": "1204"}, None)


def test_a_project_is_posted_in_parts(town: Town, ask: Callable[..., Any]) -> None:
    asker = ask(town.home.district, town.insider)
    parts = [{"title": "志愿者", "quantity": 10, "measure": "人", "due": "2030-05-01"}, {"title": "帐篷"}]
    project = posted(town, asker, kind="PROJECT", title="公益市集", parts=parts)
    told = [{name: part[name] for name in ("title", "quantity", "remaining")} for part in project["parts"]]
    assert told == [
        {"title": "志愿者", "quantity": 10.0, "remaining": 10.0},
        {"title": "帐篷", "quantity": 1.0, "remaining": 1.0},
    ]
    kept = {"id": project["parts"][1]["id"], "title": "大帐篷"}
    changed = asker.data(UPDATE, input=mine(town, id=project["id"], parts=[kept]))["answer"]["listing"]
    assert [(part["id"], part["title"]) for part in changed["parts"]] == [(kept["id"], "大帐篷")]


def test_a_draft_is_published_and_what_ends_is_renewed(
    town: Town, ask: Callable[..., Any], time_machine: Any
) -> None:
    home = town.home
    asker, public = ask(home.district, town.insider), ask(home.district)
    draft = posted(town, asker, isDraft=True, availableUntil=today().isoformat())
    assert draft["isDraft"] and public.data(LIST)["listings"]["edges"] == []
    answer = asker.data(PUBLISH, input=mine(town, id=draft["id"]))["answer"]
    assert answer["listing"]["isDraft"] is False and len(public.data(LIST)["listings"]["edges"]) == 1
    [again] = asker.data(PUBLISH, input=mine(town, id=draft["id"]))["answer"]["errors"]
    assert again["code"] == "ALREADY_PUBLISHED"
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert public.data(LIST)["listings"]["edges"] == []
    renewed = asker.data(RENEW, input=mine(town, id=draft["id"]))["answer"]["listing"]
    assert renewed["state"] == "OPEN"
    assert renewed["availableUntil"] == (today() + timedelta(days=90)).isoformat()
    [error] = asker.data(RENEW, input=mine(town, id=draft["id"], availableUntil="2020-01-01"))["answer"][
        "errors"
    ]
    assert (error["code"], error["path"]) == ("BEFORE_START", ["availableUntil"])


NEVER_WAS = "AAAAAAAAAAAAAAAAAAAAAAAA"
WINDOW = {"weekdays": ["MONDAY"], "from": "09:00", "until": "10:00"}
LESS = {"title": "项", "quantity": -1}
NOBODY = {"kind": "NAMED", "principals": [NEVER_WAS]}
BAD: list[tuple[dict[str, Any], str, list[str]]] = [
    ({"availableFrom": "2030-05-02", "availableUntil": "2030-05-01"}, "BEFORE_START", ["availableUntil"]),
    ({"availableUntil": "2020-05-01"}, "IN_THE_PAST", ["availableUntil"]),
    ({"quantity": 0}, "OUT_OF_RANGE", ["quantity"]),
    ({"quantity": -3}, "OUT_OF_RANGE", ["quantity"]),
    ({"tags": [str(number) for number in range(1000)]}, "TOO_MANY", ["tags"]),
    ({"unit": NEVER_WAS}, "NOT_FOUND", ["unit"]),
    ({"unit": "theirs"}, "NOT_FOUND", ["unit"]),
    ({"files": [NEVER_WAS]}, "NOT_FOUND", ["files", "0"]),
    ({"files": ["theirs"]}, "NOT_FOUND", ["files", "0"]),
    ({"windows": [WINDOW, {**WINDOW, "until": "08:00"}]}, "BEFORE_START", ["windows", "1", "until"]),
    ({"windows": [{**WINDOW, "weekdays": []}]}, "REQUIRED", ["windows", "0", "weekdays"]),
    ({"parts": [{"title": "志愿者"}]}, "KIND_NOT_ACCEPTED", ["parts"]),
    ({"kind": "PROJECT"}, "REQUIRED", ["parts"]),
    ({"kind": "PROJECT", "parts": [{"title": "项"}] * 101}, "TOO_MANY", ["parts"]),
    ({"kind": "PROJECT", "parts": [LESS]}, "OUT_OF_RANGE", ["parts", "0", "quantity"]),
    ({"kind": "PROJECT", "parts": [{"title": "项", "id": NEVER_WAS}]}, "NOT_FOUND", ["parts", "0", "id"]),
    ({"audience": {"kind": "NAMED"}}, "REQUIRED", ["audience", "enterprises"]),
    ({"audience": NOBODY}, "NOT_FOUND", ["audience", "principals", "0"]),
    ({"audience": {"kind": "NAMED", "principals": ["theirs"]}}, "NOT_FOUND", ["audience", "principals"]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "code", "path"), BAD, ids=[f"{c} {'.'.join(p)}" for _s, c, p in BAD])
def test_bad_input_is_a_clear_error_by_field_and_nothing_is_half_done(
    town: Town, ask: Callable[..., Any], said: dict[str, Any], code: str, path: list[str]
) -> None:
    other = town.next_door
    with scope(other.district):
        theirs = {
            "unit": encode("Unit", other.unit.id),
            "files": [encode("File", a_file(other.as_liaison).id)],
            "audience": {"kind": "NAMED", "principals": [encode("Principal", other.office.id)]},
        }
    [field] = [name for name in said if name != "kind"][-1:] or ["kind"]
    if "theirs" in str(said):
        said = {**said, field: theirs[field]}
    before = everything_written(town.home)
    bad = mine(town, **({"kind": "OFFER", "title": "培训教室", "tags": ["新词"]} | said))
    answer = ask(town.home.district, town.insider).data(POST, input=bad)["answer"]
    assert answer["listing"] is None
    [error] = answer["errors"]
    assert (error["code"], error["path"]) == (code, path) and error["message"]
    assert everything_written(town.home) == before


def test_statements_do_not_grow_with_listings(town: Town, ask: Callable[..., Any]) -> None:
    home, asker = town.home, ask(town.home.district, town.insider)

    def another(number: int) -> None:
        window = WindowTerms(weekdays=frozenset({number % 7}), opens=time(9), closes=time(10))
        files = (a_file(home.as_liaison).id,)
        unit = a_unit(home.building, f"3{number:02}1").id if number % 2 else None
        named: dict[str, Any] = {"audience": "NAMED", "principals": frozenset({home.office.id})}
        a_listing(home.as_liaison, windows=(window,), files=files, unit=unit, **named)
        a_listing(home.as_liaison, kind="PROJECT", parts=(PartTerms(title="甲"), PartTerms(title="乙")))

    with scope(home.district):
        another(1)
        another(2)
    asker.data(LIST), asker.data(LIST)
    few = asker.statements
    with scope(home.district):
        for number in range(3, 13):
            another(number)
    assert len(asker.data(LIST)["listings"]["edges"]) == 24
    assert asker.statements == few
