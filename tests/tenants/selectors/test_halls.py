"""A hall is let where a room in it is, however deep it lies."""

from tenants.isolation.scope import scope
from tenants.selectors.occupancy import units_let, vacant_units
from tests.factories.ground import a_unit, an_enterprise, moved_in
from tests.factories.town import Town


def test_a_hall_with_a_room_let_three_levels_below_is_let_and_what_is_beside_is_not(town: Town) -> None:
    home = town.home
    with scope(home.district):
        hall = a_unit(home.building, "1500")
        wing = a_unit(home.building, "1501", parent=hall)
        room = a_unit(home.building, "1502", parent=wing)
        desk = a_unit(home.building, "1503", parent=room)
        beside = a_unit(home.building, "1504", parent=wing)
        moved_in(an_enterprise("一张桌子"), desk)
        asked = [hall.id, wing.id, room.id, desk.id, beside.id]
        assert units_let(asked) == {hall.id, wing.id, room.id, desk.id}
        assert "1504" in {unit.label for unit in vacant_units()}
        assert not {"1500", "1501", "1502", "1503"} & {unit.label for unit in vacant_units()}


def test_a_room_is_let_with_the_hall_around_it(town: Town) -> None:
    home = town.home
    with scope(home.district):
        hall = a_unit(home.building, "1500")
        wing = a_unit(home.building, "1501", parent=hall)
        room = a_unit(home.building, "1502", parent=wing)
        moved_in(an_enterprise("整层"), hall)
        assert units_let([room.id, wing.id]) == {room.id, wing.id}
