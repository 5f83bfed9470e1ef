"""Who belongs: in the directory, on an enterprise's page, as a list of its own; and what the public sees."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from alliance.members.models import Membership
from api.graphql.ids import encode
from search.engines import engine_at
from search.rebuilding import rebuild
from tenants.actions.moving import move_out
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tests.factories.ground import LONG_AGO, a_unit, an_enterprise, moved_in
from tests.factories.members import CHAIR, MEETING, a_member, an_institution, in_office
from tests.factories.town import Town

Ask = Callable[..., Any]
ONE_DAY = timedelta(days=1)
PAGE = """query($slug: String, $day: Date) { enterprise(slug: $slug) {
  unit { label } building { name }
  membership(asOf: $day) { since until note offices(asOf: $day) { office since until } } } }"""
LISTED = "query($f: EnterpriseFilter) { enterprises(filter: $f) { totalCount edges { node { name } } } }"
MEMBERS = """query($f: MembershipFilter, $day: Date) { memberships(filter: $f, asOf: $day) {
  totalCount edges { node { enterprise { name } } } } }"""


def names(found: dict[str, Any]) -> list[str]:
    assert found["totalCount"] == len(found["edges"])
    return [(edge["node"].get("enterprise") or edge["node"])["name"] for edge in found["edges"]]


def test_the_public_sees_that_it_belongs_and_not_since_when(town: Town, ask: Ask) -> None:
    home = town.home
    with scope(home.district):
        a_member(home.enterprise, note="联席会议通过")
        in_office(home.enterprise, MEETING)
    nothing = {"since": None, "until": None, "note": None}
    held = {"office": "JOINT_MEETING", "since": None, "until": None}
    for account in (None, town.outsider, town.neighbour):
        page = ask(home.district, account).data(PAGE, slug=home.enterprise.slug)["enterprise"]
        assert page["membership"] == {**nothing, "offices": [held]}
    page = ask(home.district, town.insider).data(PAGE, slug=home.enterprise.slug)["enterprise"]
    assert page["membership"] == {
        "since": LONG_AGO.isoformat(),
        "until": None,
        "note": "联席会议通过",
        "offices": [{"office": "JOINT_MEETING", "since": LONG_AGO.isoformat(), "until": None}],
    }


def test_a_member_that_is_no_tenant_has_a_page_without_a_place(town: Town, ask: Ask) -> None:
    with scope(town.home.district):
        library = an_institution()
    page = ask(town.home.district).data(PAGE, slug=library.slug)["enterprise"]
    assert page["unit"] is page["building"] is None
    assert page["membership"]["offices"] == []


def test_the_directory_lists_who_is_present_and_who_is_a_member(town: Town, ask: Ask) -> None:
    home = town.home
    with scope(home.district):
        a_member(home.enterprise)
        an_institution("某区图书馆")
        an_institution("曾经的成员", last_day=today() - ONE_DAY)
        an_institution("将来的成员", starts=today() + ONE_DAY)
        moved_in(an_enterprise("非成员租户"), home.empty_unit)
        building = encode("Building", home.building.id)
    public = ask(home.district)

    def listed(**wanted: Any) -> list[str]:
        return names(public.data(LISTED, f=wanted)["enterprises"])

    assert listed() == [home.enterprise.name, "非成员租户", "某区图书馆"]
    assert listed(member=True) == [home.enterprise.name, "某区图书馆"]
    assert listed(member=False) == ["非成员租户"]
    # Who is on no unit is in no building.
    assert listed(buildings=[building]) == [home.enterprise.name, "非成员租户"]
    assert listed(buildings=[building], member=True) == [home.enterprise.name]
    assert listed(kinds=["PUBLIC_INSTITUTION"]) == ["某区图书馆"]
    assert names(ask(town.next_door.district).data(LISTED)["enterprises"]) == [town.next_door.enterprise.name]


def test_a_search_finds_members_and_takes_the_same_filters(
    town: Town, ask: Ask, tmp_path: Path, settings: Any
) -> None:
    home = town.home
    with scope(home.district):
        an_institution("某区图书馆")
        moved_in(an_enterprise("图书馆咖啡"), home.empty_unit)
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    rebuild()
    query = """query($f: EnterpriseFilter) { searchEnterprises(text: "tushuguan", filter: $f) {
      totalCount edges { node { name } } } }"""

    def found(**wanted: Any) -> set[str]:
        return set(names(ask(home.district).data(query, f=wanted)["searchEnterprises"]))

    assert found() == {"某区图书馆", "图书馆咖啡"}
    assert found(member=True) == {"某区图书馆"}
    assert found(member=False) == {"图书馆咖啡"}
    assert found(buildings=[encode("Building", home.building.id)]) == {"图书馆咖啡"}
    engine_at.cache_clear()


def test_a_code_answers_for_a_member_that_moved_out(town: Town, ask: Ask) -> None:
    home = town.home
    query = "query($u: String) { enterprise(uscc: $u) { name } }"
    with scope(home.district):
        move_out(by=OPERATOR, tenancy_id=home.tenancy.id, last_day=today() - ONE_DAY)
    assert ask(home.district).data(query, u=home.enterprise.uscc) == {"enterprise": None}
    with scope(home.district):
        a_member(home.enterprise)
    assert ask(home.district).data(query, u=home.enterprise.uscc)["enterprise"] is not None


def test_the_list_of_members_and_its_filters(town: Town, ask: Ask) -> None:
    home = town.home
    with scope(home.district):
        a_member(home.enterprise)
        in_office(home.enterprise, MEETING)
        library, society = an_institution("某区图书馆"), an_institution("某区科协")
        in_office(library, MEETING)
        in_office(society, CHAIR)
    public = ask(home.district)

    def listed(**wanted: Any) -> list[str]:
        return names(public.data(MEMBERS, f=wanted)["memberships"])

    own = home.enterprise.name
    assert listed() == [own, "某区科协", "某区图书馆"]
    assert listed(offices=["JOINT_MEETING"]) == [own, "某区图书馆"]
    assert listed(offices=["JOINT_MEETING", "ROTATING_CHAIR"]) == [own, "某区科协", "某区图书馆"]
    assert listed(offices=[]) == listed(kinds=[]) == []
    assert listed(present=True) == [own] and listed(present=False) == ["某区科协", "某区图书馆"]
    assert listed(kinds=["PUBLIC_INSTITUTION"], offices=["ROTATING_CHAIR"]) == ["某区科协"]
    assert names(ask(town.next_door.district).data(MEMBERS)["memberships"]) == []


def test_a_mandate_holder_asks_who_was_a_member_and_who_was_chair_when(town: Town, ask: Ask) -> None:
    home = town.home
    march, april, may = (date(2026, month, 1) for month in (3, 4, 5))
    with scope(home.district):
        first = an_institution("前任主席单位", starts=march, last_day=may - ONE_DAY)
        second = an_institution("后任主席单位", starts=march)
        in_office(first, CHAIR, starts=march, last_day=april - ONE_DAY)
        in_office(second, CHAIR, starts=april)
    insider = ask(home.district, town.insider)

    def chair(day: date) -> str | None:
        found = insider.data("query($d: Date) { rotatingChair(asOf: $d) { name } }", d=day.isoformat())
        return found["rotatingChair"] and found["rotatingChair"]["name"]

    assert [chair(day) for day in (march - ONE_DAY, march, april, may)] == [
        None,
        "前任主席单位",
        "后任主席单位",
        "后任主席单位",
    ]
    counts = [
        insider.data(MEMBERS, day=day.isoformat())["memberships"]["totalCount"]
        for day in (march - ONE_DAY, march, may)
    ]
    assert counts == [0, 2, 1]
    page = insider.data(PAGE, slug=first.slug, day=march.isoformat())["enterprise"]["membership"]
    assert page["until"] == "2026-04-30"
    assert page["offices"] == [{"office": "ROTATING_CHAIR", "since": "2026-03-01", "until": "2026-03-31"}]


DATED = {
    "memberships(asOf: $d) { totalCount }": ["memberships"],
    "rotatingChair(asOf: $d) { name }": ["rotatingChair"],
    "enterprise(slug: $s) { membership(asOf: $d) { id } }": ["enterprise", "membership"],
    "enterprise(slug: $s) { membership { offices(asOf: $d) { id } } }": [
        "enterprise",
        "membership",
        "offices",
    ],
}


@pytest.mark.parametrize("field", DATED)
@pytest.mark.parametrize("days", [-1, 1])
def test_other_days_are_not_public(town: Town, ask: Ask, field: str, days: int) -> None:
    home = town.home
    with scope(home.district):
        a_member(home.enterprise)
    query = f"query($d: Date, $s: String) {{ x: enterprise(slug: $s) {{ id }} {field} }}"
    day = (today() + timedelta(days=days)).isoformat()
    for account in (None, town.outsider, town.neighbour):
        answer = ask(home.district, account)(query, d=day, s=home.enterprise.slug)
        [error] = answer["errors"]
        assert error["path"] == DATED[field] and error["extensions"]["code"] == "DATE_NOT_PUBLIC"
    assert "errors" not in ask(home.district, town.insider)(query, d=day, s=home.enterprise.slug)


def test_an_id_answers_as_the_day_allows_and_never_next_door(town: Town, ask: Ask) -> None:
    home = town.home
    with scope(home.district):
        standing = a_member(home.enterprise)
        past = Membership.objects.get(enterprise=an_institution(last_day=today() - ONE_DAY))
        office = in_office(home.enterprise)
    node = "query($id: ID!) { node(id: $id) { id } }"
    ids = {
        "standing": encode("Membership", standing.id),
        "office": encode("MemberOffice", office.id),
        "past": encode("Membership", past.id),
    }

    def seen(district: Any, account: Any = None) -> set[str]:
        asker = ask(district, account)
        return {name for name, text in ids.items() if asker.data(node, id=text)["node"]}

    assert seen(home.district) == seen(home.district, town.neighbour) == {"standing", "office"}
    assert seen(home.district, town.insider) == {"standing", "office", "past"}
    for account in (None, town.neighbour, town.insider):
        assert seen(town.next_door.district, account) == set()


def test_who_is_let_go_of_is_off_the_list_the_day_after(town: Town, ask: Ask) -> None:
    with scope(town.home.district):
        an_institution("今天还是成员", last_day=today())
        moved_in(an_enterprise("另一家"), a_unit(town.home.building, "1301"))
    public = ask(town.home.district)
    assert "今天还是成员" in names(public.data(LISTED)["enterprises"])
    with time_machine.travel(timedelta(days=1)):
        assert "今天还是成员" not in names(public.data(LISTED)["enterprises"])
        assert names(public.data(MEMBERS)["memberships"]) == []
