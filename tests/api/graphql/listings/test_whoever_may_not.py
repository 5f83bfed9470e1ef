"""Whoever may not gets a UserError, and leaves no row, no act, no event and no index entry."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from alliance.resources.models import Listing
from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Act, Enterprise, IdempotencyKey, Mandate, OutboxEvent, Principal, Tag
from tests.factories.ground import a_mandate, an_account, an_enterprise
from tests.factories.listings import a_listing, for_named
from tests.factories.town import Side, Town

POST = """mutation($input: PostListingInput!) {
  postListing(input: $input) { listing { id } errors { code path } } }"""
UPDATE = """mutation($input: UpdateListingInput!) {
  updateListing(input: $input) { listing { id } errors { code path } } }"""
CLOSE = """mutation($input: CloseListingInput!) {
  closeListing(input: $input) { listing { id } errors { code path } } }"""


def everything_written(*sides: Side) -> list[Any]:
    counted: list[Any] = []
    for side in sides:
        with scope(side.district):
            tables = (Listing, Act, Tag, OutboxEvent, IdempotencyKey)
            counted.append([table.objects.count() for table in tables])  # type: ignore[attr-defined]
            counted.append(sorted(Enterprise.objects.values_list("id", "index_version", "version")))
            counted.append(list(Listing.objects.values_list("id", "title", "state", "version")))
    return counted


def denied(town: Town, who: str) -> tuple[Any, UUID]:
    """The account that tries, and the mandate it names."""
    home = town.home
    if who == "a revoked mandate":
        with scope(home.district):
            Mandate.objects.filter(id=home.mandate.id).update(revoked_at=timezone.now())
        return town.insider, home.mandate.id
    if who == "an expired mandate":
        with scope(home.district):
            old = a_mandate(town.outsider, home.enterprise.id, starts=date(2020, 1, 1), ends=date(2021, 1, 1))
        return town.outsider, old.id
    if who == "the sub-district":
        with scope(home.district):
            above = Principal.objects.create(kind="SUB_DISTRICT", name="街道办事处")
            return town.outsider, a_mandate(town.outsider, above.id, "SUB_DISTRICT").id
    return {
        "the public": (None, home.mandate.id),
        "an outsider": (town.outsider, home.mandate.id),
        "the neighbour with her own mandate": (town.neighbour, town.next_door.mandate.id),
        "the neighbour with a guessed mandate": (town.neighbour, home.mandate.id),
        "the property manager as the enterprise": (home.manager, home.mandate.id),
        "the insider with a mandate that never was": (town.insider, UUID(int=0)),
    }[who]


WHO = [
    "the public",
    "an outsider",
    "the neighbour with her own mandate",
    "the neighbour with a guessed mandate",
    "the property manager as the enterprise",
    "the sub-district",
    "the insider with a mandate that never was",
    "a revoked mandate",
    "an expired mandate",
]


@pytest.mark.parametrize("who", WHO)
def test_posting_changing_and_closing_are_refused_alike(
    town: Town, ask: Callable[..., Any], who: str
) -> None:
    with scope(town.home.district):
        listing = a_listing(town.home.as_liaison)
    account, mandate = denied(town, who)
    asking = ask(town.home.district, account)
    before = everything_written(town.home, town.next_door)
    acting = {"actingAs": encode("Mandate", mandate), "idempotencyKey": "k"}
    id = encode("Listing", listing.id)
    for name, query, said in (
        ("postListing", POST, {"kind": "OFFER", "title": "抢来的", "tags": ["新词"]}),
        ("updateListing", UPDATE, {"id": id, "title": "抢来的", "tags": ["新词"]}),
        ("closeListing", CLOSE, {"id": id}),
    ):
        answer = asking.data(query, input={**acting, **said})[name]
        assert answer == {"listing": None, "errors": [{"code": "FORBIDDEN", "path": ["actingAs"]}]}
    assert everything_written(town.home, town.next_door) == before


def test_another_enterprises_liaison_may_not_touch_it(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        public, hidden = (
            a_listing(town.home.as_liaison),
            a_listing(town.home.as_liaison, **for_named(town.home.enterprise.id)),
        )
        other = an_account("other-liaison")
        mandate = a_mandate(other, an_enterprise("另一家公司").id)
    asking = ask(town.home.district, other)
    before = everything_written(town.home)
    for listing, code in ((public, "FORBIDDEN"), (hidden, "NOT_FOUND")):
        for name, query in (("updateListing", UPDATE), ("closeListing", CLOSE)):
            said = {"actingAs": encode("Mandate", mandate.id), "id": encode("Listing", listing.id)}
            assert [error["code"] for error in asking.data(query, input=said)[name]["errors"]] == [code]
    assert everything_written(town.home) == before


def test_a_neighbours_enterprise_cannot_be_named_and_nothing_is_half_done(
    town: Town, ask: Callable[..., Any]
) -> None:
    asking = ask(town.home.district, town.insider)
    before = everything_written(town.home, town.next_door)
    answers = []
    for enterprise in (town.next_door.enterprise.id, UUID(int=7)):
        audience = {"kind": "NAMED", "enterprises": [encode("Enterprise", enterprise)]}
        said = {"kind": "OFFER", "title": "点名", "tags": ["新词"], "audience": audience}
        said |= {"actingAs": encode("Mandate", town.home.mandate.id), "idempotencyKey": "n"}
        answers.append(asking.data(POST, input=said)["postListing"])
    assert answers[0] == answers[1]
    assert answers[0]["errors"] == [{"code": "NOT_FOUND", "path": ["audience", "enterprises"]}]
    assert everything_written(town.home, town.next_door) == before
