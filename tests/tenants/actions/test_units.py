"""Walls go up and come down, on a day, while nobody stands there."""

from datetime import date, timedelta

import pytest

from tenants.actions.moving import move_out
from tenants.actions.undoing import take_back
from tenants.actions.units import Part, create_unit, merge, set_state, split
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Unit, UnitState
from tenants.selectors.occupancy import existing_units, vacant_units
from tests.factories.ground import a_unit, an_enterprise, moved_in
from tests.factories.town import Town

MAY = date(2026, 5, 1)
BEFORE = MAY - timedelta(days=1)


def labels(day: date) -> set[str]:
    return set(existing_units(day).values_list("label", flat=True))


def test_a_unit_is_split_on_a_day_and_its_label_lives_on_in_a_part(town: Town) -> None:
    home = town.home
    with scope(home.district):
        parts = [
            Part(label="1204", lettable_area_cm2=400_000),
            Part(label="1204A", lettable_area_cm2=600_000),
        ]
        split(by=home.as_manager, unit_id=home.empty_unit.id, into=parts, on=MAY)
        assert labels(BEFORE) == {"1203", "1204"}
        assert labels(MAY) == {"1203", "1204", "1204A"}
        assert existing_units(MAY).get(label="1204") != home.empty_unit


def test_a_unit_that_somebody_is_on_is_not_split(town: Town) -> None:
    home = town.home
    with scope(home.district):
        with pytest.raises(Refusal, match="OCCUPIED"):
            split(by=home.as_manager, unit_id=home.unit.id, into=[Part(label="a"), Part(label="b")], on=MAY)
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=BEFORE)
        split(by=home.as_manager, unit_id=home.unit.id, into=[Part(label="a"), Part(label="b")], on=MAY)
        assert labels(MAY) == {"a", "b", "1204"}


def test_the_parts_are_not_larger_than_the_whole(town: Town) -> None:
    home = town.home
    with scope(home.district):
        parts = [Part(label="a", lettable_area_cm2=600_000), Part(label="b", lettable_area_cm2=600_000)]
        with pytest.raises(Refusal, match="AREA_GROWS"):
            split(by=home.as_manager, unit_id=home.empty_unit.id, into=parts, on=MAY)
        assert labels(MAY) == {"1203", "1204"}


def test_units_are_merged_and_taken_apart_again(town: Town) -> None:
    home = town.home
    with scope(home.district):
        third = a_unit(home.building, "1205")
        whole = merge(
            by=home.as_manager, unit_ids=[home.empty_unit.id, third.id], into=Part(label="1204"), on=MAY
        )
        assert labels(MAY) == {"1203", "1204"}
        assert whole.lettable_area_cm2 == 2_000_000
        take_back(by=home.as_manager, act_id=Act.objects.get(verb="unit.merge").id)
        assert labels(MAY) == {"1203", "1204", "1205"}
        assert not Unit.objects.filter(id=whole.id).exists()


def test_a_merge_with_a_tenant_on_it_is_not_taken_back(town: Town) -> None:
    home = town.home
    with scope(home.district):
        third = a_unit(home.building, "1205")
        whole = merge(
            by=home.as_manager, unit_ids=[home.empty_unit.id, third.id], into=Part(label="1204"), on=MAY
        )
        moved_in(an_enterprise("新来的"), whole, starts=MAY)
        with pytest.raises(Refusal, match="BUILT_ON"):
            take_back(by=home.as_manager, act_id=Act.objects.get(verb="unit.merge").id)


def test_units_of_two_floors_are_not_merged(town: Town) -> None:
    home = town.home
    with scope(home.district):
        above = a_unit(home.building, "1301")
        with pytest.raises(Refusal, match="OTHER_FLOOR"):
            merge(by=home.as_manager, unit_ids=[home.empty_unit.id, above.id], into=Part(label="x"), on=MAY)


def test_nobody_is_on_a_unit_before_it_exists(town: Town) -> None:
    home = town.home
    with scope(home.district):
        new = split(
            by=home.as_manager, unit_id=home.empty_unit.id, into=[Part(label="a"), Part(label="b")], on=MAY
        )
        with pytest.raises(Refusal, match="NO_SUCH_UNIT"):
            moved_in(an_enterprise("太早"), new[0], starts=BEFORE)


def test_a_label_stands_once_in_a_building(town: Town) -> None:
    home = town.home
    with scope(home.district), pytest.raises(Refusal, match="LABEL_TAKEN"):
        create_unit(by=home.as_manager, floor_id=home.unit.floor_id, part=Part(label="1204"))


def test_what_the_office_uses_itself_is_not_vacant(town: Town) -> None:
    home = town.home
    with scope(home.district):
        assert [unit.label for unit in vacant_units(MAY)] == ["1204"]
        set_state(by=home.as_manager, unit_id=home.empty_unit.id, state=UnitState.OWN_USE)
        assert vacant_units(MAY) == []


def test_a_neighbours_manager_and_a_liaison_change_no_walls(town: Town) -> None:
    home = town.home
    with scope(home.district):
        for author in (town.next_door.as_manager, home.as_liaison):
            with pytest.raises(Refusal, match="FORBIDDEN"):
                split(by=author, unit_id=home.empty_unit.id, into=[Part(label="a"), Part(label="b")], on=MAY)
        with pytest.raises(Refusal, match="NOT_FOUND"):
            set_state(by=home.as_manager, unit_id=town.next_door.empty_unit.id, state=UnitState.OWN_USE)
        assert labels(MAY) == {"1203", "1204"}


def test_a_unit_that_is_no_more_is_neither_split_nor_merged_again(town: Town) -> None:
    home = town.home
    halves = [Part(label="1204A"), Part(label="1204B")]
    with scope(home.district):
        third = a_unit(home.building, "1205")
        parts = split(by=home.as_manager, unit_id=home.empty_unit.id, into=halves, on=MAY)
        moved_in(an_enterprise("半间"), parts[0], starts=MAY)
        before = set(Unit.objects.values_list("id", "exists_until"))
        for day in (BEFORE, MAY, MAY + timedelta(days=200)):
            with pytest.raises(Refusal, match="NO_SUCH_UNIT"):
                others = [Part(label="1204C"), Part(label="1204D")]
                split(by=home.as_manager, unit_id=home.empty_unit.id, into=others, on=day)
            with pytest.raises(Refusal, match="NO_SUCH_UNIT"):
                both = [home.empty_unit.id, third.id]
                merge(by=home.as_manager, unit_ids=both, into=Part(label="1204E"), on=day)
        with pytest.raises(Refusal, match="NO_SUCH_UNIT"):  # on the day it begins to be
            split(by=home.as_manager, unit_id=parts[1].id, into=[Part(label="x"), Part(label="y")], on=MAY)
        assert set(Unit.objects.values_list("id", "exists_until")) == before
