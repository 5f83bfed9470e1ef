"""From one district, ids of the other answer exactly like ids that never were, whoever asks."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from alliance.resources.actions import post_listing
from alliance.resources.models import ListingKind
from alliance.resources.rules import Terms
from api.graphql.ids import LETTERS, decode, encode
from tenants.isolation.scope import scope
from tenants.models import BusinessFormat, Contract, District, EnterpriseTag, Floor, FormerSlug, Industry, Tag
from tenants.rules.uscc import check_digit
from tests.factories.ground import an_enterprise
from tests.factories.papers import a_file
from tests.factories.projects import a_claim, a_project, the_part
from tests.factories.town import Side, Town

NODE = "query($id: ID!) { node(id: $id) { id __typename } }"
NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"


def ids_of(side: Side) -> dict[str, str]:
    """One id of each kind that a district gives out."""
    with scope(side.district):
        tag = Tag.objects.create(label="会议室", folded="会议室")
        EnterpriseTag.objects.create(enterprise=side.enterprise, tag=tag)
        contract = Contract.objects.create(enterprise=side.enterprise, number="1")
        listing = post_listing(by=side.as_liaison, kind=ListingKind.OFFER, terms=Terms(title="会议室"))
        part = the_part(a_project(side.as_liaison))
        rows = {
            "Building": side.building.id,
            "BusinessFormat": BusinessFormat.objects.create(name="餐饮", ordinal=1).id,
            "Contact": side.contact.id,
            "Contract": contract.id,
            "District": side.district.id,
            "Enterprise": side.enterprise.id,
            "File": a_file(side.as_liaison).id,
            "Floor": Floor.objects.get().id,
            "Industry": Industry.objects.create(code="I", name="信息").id,
            "Listing": listing,
            "Mandate": side.mandate.id,
            "PartClaim": a_claim(side.as_manager, part).id,
            "Principal": side.office.id,
            "ProjectPart": part.id,
            "Tag": tag.id,
            "Tenancy": side.tenancy.id,
            "Unit": side.unit.id,
        }
    return {name: encode(name, key) for name, key in rows.items()}


@pytest.fixture
def askers(town: Town, ask: Callable[..., Any]) -> dict[str, Any]:
    """Three people and the public, all asking at home."""
    home = town.home.district
    return {
        "public": ask(home),
        "insider": ask(home, town.insider),
        "manager": ask(home, town.home.manager),
        "neighbour": ask(home, town.neighbour),
        "outsider": ask(home, town.outsider),
    }


def test_an_id_of_next_door_is_an_id_that_never_was(town: Town, askers: dict[str, Any]) -> None:
    foreign = ids_of(town.next_door)
    for asker in askers.values():
        for name, text in foreign.items():
            never = encode(name, uuid4())
            assert asker(NODE, id=text) == asker(NODE, id=never) == {"data": {"node": None}}, name
        assert asker.data(NODES, ids=list(foreign.values()))["nodes"] == [None] * len(foreign)


def test_at_home_each_sees_what_is_theirs_to_see(town: Town, askers: dict[str, Any]) -> None:
    own = ids_of(town.home)
    seen = {
        who: {name for name, text in own.items() if asker.data(NODE, id=text)["node"]}
        for who, asker in askers.items()
    }
    public = set(own) - {"Contact", "Contract", "File", "Mandate", "PartClaim"}
    assert seen["public"] == seen["outsider"] == seen["neighbour"] == public
    assert seen["insider"] == set(own)
    assert seen["manager"] >= public | {"Contact", "Contract", "PartClaim"}


CODE = "91370811MA3CTQW86" + check_digit("91370811MA3CTQW86")
MALFORMED = ["", "x", "RW4", "=" * 24, "?" * 24, "A" * 24, "RW4" + "_" * 22, "\u534e" * 24, "RW4A" * 6]


@pytest.mark.parametrize("text", MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_no_id_is_nothing_and_no_error(
    somewhere: District, ask: Callable[..., Any], text: str
) -> None:
    public = ask(somewhere)
    assert public(NODE, id=text) == {"data": {"node": None}}
    assert public("query($id: ID) { enterprise(id: $id) { id } }", id=text) == {"data": {"enterprise": None}}


def test_an_enterprise_next_door_is_not_found_by_its_address_or_code(
    town: Town, ask: Callable[..., Any]
) -> None:
    with scope(town.next_door.district):
        other = an_enterprise("只在隔壁有限公司", uscc=CODE)
        FormerSlug.objects.create(enterprise=other, slug="formerly")
    for account in (None, town.insider, town.neighbour, town.outsider):
        asker = ask(town.home.district, account)
        for argument in (f'slug: "{other.slug}"', 'slug: "formerly"', f'uscc: "{other.uscc}"'):
            assert asker(f"{{ enterprise({argument}) {{ id }} }}") == {"data": {"enterprise": None}}


def test_filters_by_ids_of_next_door_match_nothing(town: Town, askers: dict[str, Any]) -> None:
    foreign = ids_of(town.next_door)
    for name, kind in (("buildings", "Building"), ("floors", "Floor"), ("formats", "BusinessFormat")):
        for asker in askers.values():
            query = "query($f: EnterpriseFilter) { enterprises(filter: $f) { totalCount edges { cursor } } }"
            assert asker.data(query, f={name: [foreign[kind]]})["enterprises"] == {
                "totalCount": 0,
                "edges": [],
            }
    for name, kind in (("buildings", "Building"), ("floors", "Floor"), ("units", "Unit")):
        query = "query($f: TenancyFilter) { tenancies(filter: $f) { totalCount } }"
        assert askers["insider"].data(query, f={name: [foreign[kind]]})["tenancies"] == {"totalCount": 0}
    query = "query($f: ListingFilter) { listings(filter: $f) { totalCount } }"
    assert askers["insider"].data(query, f={"enterprises": [foreign["Enterprise"]]})["listings"] == {
        "totalCount": 0
    }


def test_a_cursor_of_next_door_is_a_position_like_any_other(town: Town, ask: Callable[..., Any]) -> None:
    page = "enterprises { edges { cursor node { name } } pageInfo { endCursor } }"
    cursor = ask(town.next_door.district).data(f"{{ {page} }}")["enterprises"]["pageInfo"]["endCursor"]
    query = (
        "query($c: String) { enterprises(after: $c) { edges { node { id } } pageInfo { hasPreviousPage } } }"
    )
    here = ask(town.home.district)
    mine = here.data("{ enterprises { edges { node { id } } } }")["enterprises"]["edges"]
    after = here.data(query, c=cursor)["enterprises"]["edges"]
    before = here.data("query($c: String) { enterprises(before: $c) { edges { node { id } } } }", c=cursor)
    # Names are alike in both: only the ids decide on which side of the position ours stands.
    assert after + before["enterprises"]["edges"] == mine


def test_ids_say_their_kind_and_nothing_else() -> None:
    key = uuid4()
    for name in LETTERS:
        text = encode(name, key)
        assert len(text) == 24 and text.isascii() and decode(text) == (name, key)
    assert len(set(LETTERS.values())) == len(LETTERS)
