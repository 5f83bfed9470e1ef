"""The report of a month names who came and who went, by the days people mean."""

from datetime import date

from tenants.actions.moving import move_out
from tenants.isolation.scope import scope
from tenants.selectors.moves import move_report
from tests.factories.ground import an_enterprise, moved_in
from tests.factories.town import Town


def test_a_last_day_of_the_month_is_a_move_out_of_that_month(town: Town) -> None:
    home = town.home
    with scope(home.district):
        came = moved_in(an_enterprise("新来的"), home.empty_unit, starts=date(2026, 3, 1))
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=date(2026, 3, 31))
        march, april = move_report(2026, 3), move_report(2026, 4)
        assert (march.moved_in, march.moved_out) == ([came], [home.tenancy])
        assert (april.moved_in, april.moved_out) == ([], [])


def test_december_is_followed_by_january(town: Town) -> None:
    with scope(town.home.district):
        assert move_report(2026, 12).following == date(2027, 1, 1)


def test_the_neighbours_moves_are_not_in_it(town: Town) -> None:
    with scope(town.next_door.district):
        moved_in(an_enterprise("隔壁新来的"), town.next_door.empty_unit, starts=date(2026, 3, 1))
    with scope(town.home.district):
        assert move_report(2026, 3).moved_in == []
