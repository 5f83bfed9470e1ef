"""What facets count follows what is written, and what a day changes; hidden things move nothing."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from alliance.branches.actions.covering import cover, uncover
from alliance.branches.actions.joining import merge
from alliance.branches.models import Coverage
from alliance.members.actions import end_membership
from alliance.members.models import Membership
from alliance.resources.actions import close_listing, renew_listing, update_listing
from alliance.resources.models import Listing
from search.comparing import differences
from search.engine import Engine
from search.engines import engine
from search.rebuilding import rebuild
from search.selectors import Among, search_enterprises, search_listings
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Enterprise
from tenants.readers import ANYBODY, Reader, reader_of
from tests.factories.branches import a_known_branch
from tests.factories.listings import FOR_DISTRICT, a_listing, for_named
from tests.factories.members import a_member
from tests.factories.town import SHARED_NAME, Side, Town
from tests.search.conftest import relay

ONE_DAY = timedelta(days=1)


@pytest.fixture
def home(town: Town, index: Any) -> Side:
    relay()
    return town.home


def count(
    side: Side, facet: str, reader: Reader = ANYBODY, text: str = SHARED_NAME, **how: Any
) -> dict[str, int]:
    with scope(side.district):
        return dict(search_enterprises(reader=reader, text=text, **how).facets([facet])[facet])


def secretariat(side: Side) -> Reader:
    with scope(side.district):
        return reader_of(side.secretary)


def test_coverage_is_counted_from_its_first_day_to_its_last(home: Side) -> None:
    keeper = secretariat(home)
    with scope(home.district):
        branch = a_known_branch(over=[home.building])
        cover(
            by=OPERATOR,
            organisation_id=branch.id,
            enterprise_ids=[home.enterprise.id],
            starts=today() + 2 * ONE_DAY,
        )
    relay()
    assert count(home, "branch", keeper) == {}
    with time_machine.travel(timedelta(days=2, seconds=1)):
        relay()
        assert count(home, "branch", keeper) == {str(branch.id): 1}
        with scope(home.district):
            uncover(by=OPERATOR, coverage_id=Coverage.objects.get().id, last_day=today())
        relay()
        assert count(home, "branch", keeper) == {str(branch.id): 1}
    with time_machine.travel(timedelta(days=3, seconds=1)):
        relay()  # though nobody wrote
        assert count(home, "branch", keeper) == {}
        assert list(differences(home.district.id)) == []


def test_coverage_handed_over_and_taken_back_is_counted_where_it_is(home: Side) -> None:
    keeper = secretariat(home)
    with scope(home.district):
        old, new = a_known_branch("旧支部"), a_known_branch("新支部")
        cover(by=OPERATOR, organisation_id=old.id, enterprise_ids=[home.enterprise.id])
    relay()
    assert count(home, "branch", keeper) == {str(old.id): 1}
    with scope(home.district):
        merge(by=OPERATOR, into_id=new.id, other_ids=[old.id], on=today())
    relay()
    assert count(home, "branch", keeper) == {str(new.id): 1}
    with scope(home.district):
        undo(act_id=Act.objects.get(verb="party_organisation.merge").id, by=OPERATOR)
    relay()
    assert count(home, "branch", keeper) == {str(old.id): 1}


def test_coverage_moves_no_date_that_everybody_reads(home: Side) -> None:
    with scope(home.district):
        before = Enterprise.objects.get(id=home.enterprise.id)
        branch = a_known_branch()
        cover(by=OPERATOR, organisation_id=branch.id, enterprise_ids=[before.id])
        after = Enterprise.objects.get(id=before.id)
        assert after.updated_at == before.updated_at and after.index_version == before.index_version + 1
        uncover(by=OPERATOR, coverage_id=Coverage.objects.get().id, last_day=today())
        undo(act_id=Act.objects.get(verb="coverage.end").id, by=OPERATOR)
        again = Enterprise.objects.get(id=before.id)
        assert again.updated_at == before.updated_at and again.index_version == before.index_version + 3


def test_a_sector_and_a_membership_are_counted_as_they_are(home: Side) -> None:
    keeper = secretariat(home)
    assert count(home, "sector", keeper) == {"UNKNOWN": 1} and count(home, "member") == {"false": 1}
    with scope(home.district):
        with act("enterprise.change", by=OPERATOR) as record:
            record.update(Enterprise.objects.get(id=home.enterprise.id), sector="STATE")
            record.touch_enterprises([home.enterprise.id])
        a_member(home.enterprise)
    relay()
    assert count(home, "sector", keeper) == {"STATE": 1} and count(home, "member") == {"true": 1}
    with scope(home.district):
        end_membership(by=OPERATOR, membership_id=Membership.objects.get().id, last_day=today())
    relay()
    with time_machine.travel(timedelta(days=1, seconds=1)):
        relay()
        assert count(home, "member") == {"false": 1}


def test_open_offers_are_counted_as_they_come_and_go(home: Side) -> None:
    by = home.as_liaison
    with scope(home.district):
        row = a_listing(by, last_day=today() + ONE_DAY)
    relay()
    assert count(home, "open") == {"OFFER": 1}
    with scope(home.district):
        update_listing(by=by, listing_id=row.id, changes=FOR_DISTRICT)
    relay()
    assert count(home, "open") == {} and count(home, "open", secretariat(home)) == {"OFFER": 1}
    with scope(home.district):
        undo(act_id=Act.objects.get(verb="listing.update").id, by=OPERATOR)
    relay()
    assert count(home, "open") == {"OFFER": 1}
    with time_machine.travel(timedelta(days=2, seconds=1)):
        relay()  # it has expired, though nobody wrote
        assert count(home, "open") == {} and list(differences(home.district.id)) == []
        with scope(home.district):
            renew_listing(by=by, listing_id=row.id, last_day=today())
        relay()
        assert count(home, "open") == {"OFFER": 1}
        with scope(home.district):
            close_listing(by=by, listing_id=row.id)
        relay()
        assert count(home, "open") == {}


def test_what_opens_on_a_day_to_come_is_counted_from_then_on(home: Side) -> None:
    with scope(home.district):
        row = a_listing(home.as_liaison, is_draft=True)
        Listing.objects.filter(id=row.id).update(opens_on=today() + ONE_DAY, is_draft=False)
        update_listing(by=home.as_liaison, listing_id=row.id, changes={"title": "礼堂"})
    relay()
    assert count(home, "open") == {}
    with time_machine.travel(timedelta(days=1, seconds=1)):
        relay()
        assert count(home, "open") == {"OFFER": 1}


def test_a_day_that_passes_while_a_new_index_fills_is_in_it(
    home: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Membership and offer end at midnight, which raises no version."""
    from search import rebuilding

    with scope(home.district):
        a_member(home.enterprise, last_day=today())
        a_listing(home.as_liaison, last_day=today())
    relay()
    write, late = rebuilding.write, iter([1])
    noon = datetime.combine(today(), time(12), tzinfo=timezone.get_default_timezone())
    with time_machine.travel(noon) as clock:

        def write_then_sleep(*args: Any) -> int:
            count = write(*args)
            for _once in late:
                clock.shift(timedelta(days=1))
                relay()
            return count

        monkeypatch.setattr(rebuilding, "write", write_then_sleep)
        rebuild()
        assert count(home, "member") == {"false": 1} and count(home, "open") == {}


def test_a_listing_that_one_may_not_see_moves_no_count(town: Town, home: Side) -> None:
    with scope(home.district):
        friend = home.secretariat.id
        a_listing(home.as_liaison, "商圈的", kind="WANT", **FOR_DISTRICT)
        a_listing(home.as_liaison, "点名的", kind="OFFER", audience="NAMED", principals=frozenset({friend}))
    with scope(town.next_door.district):
        a_listing(town.next_door.as_liaison, "隔壁的")
    relay()
    for account, seen in (
        (None, {}),
        (town.outsider, {}),
        (town.neighbour, {}),
        (home.manager, {"WANT": 1}),
        (home.secretary, {"WANT": 1, "OFFER": 1}),
        (town.insider, {"WANT": 1, "OFFER": 1}),
    ):
        with scope(home.district):
            reader = reader_of(account)
        assert count(home, "open", reader) == seen, account


def test_what_is_not_for_everybody_is_neither_counted_nor_filtered_by(town: Town, home: Side) -> None:
    for account in (None, town.outsider, town.neighbour):
        with scope(home.district):
            reader = reader_of(account)
            for name in ("sector", "branch"):
                with pytest.raises(Refusal):
                    search_enterprises(reader=reader, text=SHARED_NAME).facets([name])
            found = search_enterprises(reader=reader, text=SHARED_NAME, filters={"sector": ["UNKNOWN"]})
            assert found.hits == [] and found.facets(["kind"]) == {"kind": {}}
    assert count(home, "kind", secretariat(home), filters={"sector": ["UNKNOWN"]}) == {"COMPANY": 1}


def test_the_engine_is_asked_once_for_a_page_with_its_facets(
    home: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    kind: Any = type(engine())
    search = kind.search

    def counted(self: Engine, criteria: Any, **how: Any) -> Any:
        asked.append(how)
        return search(self, criteria, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(kind, "search", counted)
    names = ["building", "kind", "tag", "open"]
    with scope(home.district):
        found = search_enterprises(reader=ANYBODY, text=SHARED_NAME, facets=names)
        found.facets(names)
        assert len(asked) == 1
        found = search_enterprises(reader=ANYBODY, text=SHARED_NAME)
        assert len(asked) == 2 and not asked[1]["facets"]
        found.facets(names)
        found.facets(names)
        assert len(asked) == 3


def test_what_nearly_fits_is_counted_where_nothing_fits(home: Side) -> None:
    near = "铂菲待商贸有限公司"
    assert count(home, "kind", text=near) == {"COMPANY": 1}
    # Without its own filter something nearly fits too: what is shown when the value is chosen.
    assert count(home, "kind", text=near, filters={"kind": ["BRANCH"]}) == {"COMPANY": 1}
    # Without its own filter something fits, though with it nothing does.
    with scope(home.district):
        found = search_enterprises(reader=ANYBODY, text=SHARED_NAME, filters={"kind": ["BRANCH"]})
        assert found.hits == [] and found.facets(["kind", "member"]) == {"kind": {"COMPANY": 1}, "member": {}}
    assert count(home, "kind", filters={"kind": []}) == {"COMPANY": 1}


def test_where_the_index_does_not_know_what_narrows_the_database_counts(home: Side) -> None:
    with scope(home.district):
        nobody = Among(Enterprise.objects.none(), in_the_index=False)
        found = search_enterprises(reader=ANYBODY, text=SHARED_NAME, among=nobody)
        assert found.facets(["kind", "building"]) == {"kind": {}, "building": {}}


def test_listings_are_counted_for_each_as_they_see_them(town: Town, home: Side) -> None:
    with scope(home.district):
        a_listing(home.as_liaison, "会议室甲", category="ROOM", tags=("路演",))
        a_listing(home.as_liaison, "会议室乙", **for_named(home.enterprise.id))
        row = a_listing(home.as_liaison, "会议室丙", category="ROOM", last_day=date.max.replace(year=9998))
        close_listing(by=home.as_liaison, listing_id=row.id)
    relay()

    def counted(account: Any) -> Any:
        with scope(home.district):
            found = search_listings(reader=reader_of(account), text="会议室")
            return {name: dict(of) for name, of in found.facets(["category", "state", "tag"]).items()}

    public = {"category": {"ROOM": 1}, "state": {"OPEN": 1}, "tag": {"路演": 1}}
    assert counted(None) == counted(town.neighbour) == public
    assert counted(home.manager) == public | {"state": {"OPEN": 1, "CLOSED": 1}}
    assert counted(town.insider) == {
        "category": {"ROOM": 1, "OTHER": 1},
        "state": {"OPEN": 2, "CLOSED": 1},
        "tag": {"路演": 1},
    }
