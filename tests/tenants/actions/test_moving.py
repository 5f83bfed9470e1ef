"""Moving is one act: it happens whole, by somebody, and can be taken back."""

from datetime import date, timedelta

import pytest

from tenants.actions.moving import Terms, move, move_in, move_out, renew, swap
from tenants.actions.undoing import take_back
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Claim, OutboxEvent, Tenancy
from tenants.selectors.occupancy import (
    contracts_ending,
    holding_over,
    main_tenancies,
    tenancies_on,
    vacant_units,
)
from tests.factories.ground import (
    a_building,
    a_unit,
    an_enterprise,
    an_office,
    moved_in,
    under_contract,
)
from tests.factories.town import Town

MARCH, MAY, JUNE = date(2026, 3, 1), date(2026, 5, 1), date(2026, 6, 1)


def on(day: date) -> set[tuple[str, str]]:
    return {(t.enterprise.name, t.unit.label) for t in tenancies_on(day).select_related("enterprise", "unit")}


def test_a_move_closes_the_old_and_opens_the_new_on_one_day(town: Town) -> None:
    home = town.home
    with scope(home.district):
        move(by=home.as_manager, tenancy_id=home.tenancy.id, to_unit_id=home.empty_unit.id, on=MAY)
        name = home.enterprise.name
        assert on(date(2026, 4, 30)) == {(name, "1203")}
        assert on(MAY) == {(name, "1204")}


def test_a_move_is_recorded_with_its_author_and_followed_by_an_event(town: Town) -> None:
    home = town.home
    with scope(home.district):
        move(by=home.as_manager, tenancy_id=home.tenancy.id, to_unit_id=home.empty_unit.id, on=MAY)
        latest = Act.objects.get(verb="tenancy.move")
        assert (latest.account_id, latest.mandate_id) == (home.manager.id, home.manager_mandate.id)
        assert latest.principal_id == home.office.id
        assert latest.touched["enterprise"] == [str(home.enterprise.id)]


def test_a_unit_that_is_taken_is_refused_and_nothing_is_written(town: Town) -> None:
    home = town.home
    with scope(home.district):
        other = an_enterprise("迟到有限公司")
        before = (Act.objects.count(), Tenancy.objects.count(), OutboxEvent.objects.count())
        with pytest.raises(Refusal) as refused:
            move_in(by=home.as_manager, enterprise_id=other.id, unit_id=home.unit.id, starts=MAY)
        assert refused.value.code == "UNIT_TAKEN"
        assert (Act.objects.count(), Tenancy.objects.count(), OutboxEvent.objects.count()) == before


def test_a_hall_let_keeps_others_out_of_its_rooms_unless_they_sublet(town: Town) -> None:
    home = town.home
    with scope(home.district):
        hall = a_unit(home.building, "1300")
        room = a_unit(home.building, "1301", parent=hall)
        host, guest = an_enterprise("大厅有限公司"), an_enterprise("隔间有限公司")
        whole = moved_in(host, hall)
        with pytest.raises(Refusal, match="UNIT_TAKEN"):
            moved_in(guest, room)
        sublet = moved_in(guest, room, sublet_of=whole.id)
        assert sublet.level == 1
        with pytest.raises(Refusal, match="BEYOND_PARENT"):
            move_out(by=home.as_manager, tenancy_id=whole.id, last_day=JUNE)


def test_a_sublet_does_not_outlast_what_it_is_let_from(town: Town) -> None:
    home = town.home
    with scope(home.district):
        hall = a_unit(home.building, "1300")
        whole = moved_in(an_enterprise("大厅有限公司"), hall, last_day=JUNE)
        with pytest.raises(Refusal, match="BEYOND_PARENT"):
            moved_in(an_enterprise("隔间有限公司"), hall, sublet_of=whole.id)


def test_two_rooms_of_one_hall_are_let_side_by_side_and_the_hall_is_not(town: Town) -> None:
    home = town.home
    with scope(home.district):
        hall = a_unit(home.building, "1300")
        for label in ("1301", "1302"):
            moved_in(an_enterprise(f"{label}有限公司"), a_unit(home.building, label, parent=hall))
        with pytest.raises(Refusal, match="UNIT_TAKEN"):
            moved_in(an_enterprise("大厅有限公司"), hall)


def test_shared_tenancies_share_with_each_other_only(town: Town) -> None:
    home = town.home
    with scope(home.district):
        for name in ("集群一", "集群二"):
            moved_in(an_enterprise(name), home.empty_unit, shared=True)
        with pytest.raises(Refusal, match="UNIT_TAKEN"):
            moved_in(an_enterprise("独占"), home.empty_unit)


def test_a_swap_is_one_act_that_can_be_taken_back(town: Town) -> None:
    home = town.home
    with scope(home.district):
        other = moved_in(an_enterprise("对门有限公司"), home.empty_unit)
        before = on(JUNE)
        swap(by=home.as_manager, tenancy_id=home.tenancy.id, other_id=other.id, on=MAY)
        assert on(JUNE) == {(home.enterprise.name, "1204"), ("对门有限公司", "1203")}
        take_back(by=home.as_manager, act_id=Act.objects.get(verb="tenancy.swap").id)
        assert on(JUNE) == before
        assert Claim.objects.count() == 2


def test_a_move_cannot_be_taken_back_once_something_is_built_on_it(town: Town) -> None:
    home = town.home
    with scope(home.district):
        move(by=home.as_manager, tenancy_id=home.tenancy.id, to_unit_id=home.empty_unit.id, on=MAY)
        moved_in(an_enterprise("后来有限公司"), home.unit, starts=MAY)
        with pytest.raises(Refusal) as refused:
            take_back(by=home.as_manager, act_id=Act.objects.get(verb="tenancy.move").id)
        assert refused.value.code == "BUILT_ON"
        assert (home.enterprise.name, "1204") in on(JUNE)


def test_an_act_is_taken_back_once(town: Town) -> None:
    home = town.home
    with scope(home.district):
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=JUNE)
        done = Act.objects.get(verb="tenancy.move_out")
        take_back(by=home.as_manager, act_id=done.id)
        with pytest.raises(Refusal, match="UNDONE"):
            take_back(by=home.as_manager, act_id=done.id)
        assert Tenancy.objects.get(id=home.tenancy.id).ends is None


def test_a_contract_that_ran_out_is_holding_over_and_the_unit_is_not_vacant(town: Town) -> None:
    home = town.home
    with scope(home.district):
        late = under_contract(an_enterprise("留守有限公司"), home.empty_unit, contract_to=MARCH)
        assert late in holding_over(MAY)
        assert vacant_units(MAY) == []
        renew(by=home.as_manager, tenancy_id=late.id, terms=Terms(starts=MAY, last_day=JUNE))
        assert late not in holding_over(MAY)
        assert late in contracts_ending(31, MAY)
        assert late not in contracts_ending(30, MAY)


def test_the_main_tenancy_is_the_largest_then_the_earliest(town: Town) -> None:
    home = town.home
    with scope(home.district):
        hall = a_unit(home.building, "1500", area_m2=500)
        large = moved_in(home.enterprise, hall, starts=MAY)
        assert main_tenancies([home.enterprise.id], MARCH)[home.enterprise.id] == home.tenancy
        assert main_tenancies([home.enterprise.id], MAY)[home.enterprise.id] == large


def test_a_neighbours_manager_moves_nobody_here(town: Town) -> None:
    home = town.home
    with scope(home.district):
        with pytest.raises(Refusal, match="FORBIDDEN"):
            move_out(by=town.next_door.as_manager, tenancy_id=home.tenancy.id, last_day=JUNE)
        with pytest.raises(Refusal, match="FORBIDDEN"):
            move_out(by=home.as_liaison, tenancy_id=home.tenancy.id, last_day=JUNE)
        with pytest.raises(Refusal, match="NOT_FOUND"):
            move_out(by=home.as_manager, tenancy_id=town.next_door.tenancy.id, last_day=JUNE)
        assert Tenancy.objects.get(id=home.tenancy.id).ends is None


def test_a_contract_renewed_after_a_move_leaves_the_old_unit_alone(town: Town) -> None:
    home, new = town.home, Terms(starts=JUNE, last_day=date(2030, 12, 31))
    with scope(home.district):
        old_room, new_room = a_unit(home.building, "0701"), a_unit(home.building, "1001")
        firm = an_enterprise("搬家有限公司")
        first = under_contract(firm, old_room, contract_to=date(2027, 12, 31))
        second = move(by=home.as_manager, tenancy_id=first.id, to_unit_id=new_room.id, on=MAY)
        moved_in(an_enterprise("后来有限公司"), old_room, starts=MAY)
        with pytest.raises(Refusal, match="NOT_THERE"):
            renew(by=home.as_manager, tenancy_id=first.id, terms=new)
        contract = renew(by=home.as_manager, tenancy_id=second.id, terms=new)
        first.refresh_from_db()
        assert (first.ends, first.contract_id == contract.id) == (MAY, False)
        assert Tenancy.objects.get(id=second.id).contract_id == contract.id


def test_a_unit_given_back_earlier_is_not_renewed_with_the_others(town: Town) -> None:
    home, until = town.home, date(2027, 12, 31)
    with scope(home.district):
        firm = an_enterprise("两间有限公司")
        kept = under_contract(firm, a_unit(home.building, "0701"), contract_to=until)
        given_back = moved_in(firm, a_unit(home.building, "0702"))
        Tenancy.objects.filter(id=given_back.id).update(contract=kept.contract_id)
        move_out(by=home.as_manager, tenancy_id=given_back.id, last_day=JUNE)
        renew(by=home.as_manager, tenancy_id=kept.id, terms=Terms(starts=until, last_day=date(2030, 1, 1)))
        assert Tenancy.objects.get(id=given_back.id).ends == JUNE + timedelta(days=1)


def test_the_other_offices_unit_under_the_contract_needs_the_other_offices_right(town: Town) -> None:
    home = town.home
    with scope(home.district):
        firm = an_enterprise("两座有限公司")
        here = under_contract(firm, a_unit(home.building, "0701"), contract_to=JUNE)
        elsewhere = a_building("B座", office=an_office("另一家物业"), ordinal=1)
        there = moved_in(firm, a_unit(elsewhere, "0701"))
        Tenancy.objects.filter(id=there.id).update(contract=here.contract_id)
        with pytest.raises(Refusal, match="FORBIDDEN"):
            renew(by=home.as_manager, tenancy_id=here.id, terms=Terms(starts=JUNE))


def test_who_left_does_not_come_back_by_a_later_last_day(town: Town) -> None:
    home, long_ago = town.home, date(2025, 11, 30)
    with scope(home.district):
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=long_ago)
        with pytest.raises(Refusal, match="NOT_THERE"):
            move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=today() + timedelta(days=9))
        earlier = long_ago - timedelta(days=9)  # a slip of the pen is still put right
        assert move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=earlier).ends
        assert on(today()) == set()


@pytest.mark.parametrize(
    ("terms", "code", "path"),
    [
        (Terms(), "REQUIRED", ("contract",)),
        (Terms(starts=date(1990, 1, 1)), "NOT_LATER", ("contract", "since")),
        (Terms(starts=MAY, last_day=JUNE), "NOT_LATER", ("contract", "until")),
        (Terms(starts=date(2030, 1, 1), last_day=date(2029, 1, 1)), "BEFORE_START", ("contract", "until")),
    ],
)
def test_a_renewal_takes_nothing_away(town: Town, terms: Terms, code: str, path: tuple[str, ...]) -> None:
    home = town.home
    with scope(home.district):
        standing = under_contract(an_enterprise("续约"), home.empty_unit, contract_to=date(2027, 12, 31))
        with pytest.raises(Refusal) as refused:
            renew(by=home.as_manager, tenancy_id=standing.id, terms=terms)
        assert (refused.value.code, refused.value.path) == (code, path)
        assert Tenancy.objects.get(id=standing.id).contract_id == standing.contract_id
