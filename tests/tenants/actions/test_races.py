"""Two people at once, on two real connections: exactly one wins, never both, never neither."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier

from django.db import connection

from tenants.actions.enterprises import rename
from tenants.actions.moving import move, move_in
from tenants.actions.units import Part, split
from tenants.acts.authors import OPERATOR
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Enterprise, Tenancy, Unit
from tests.factories.ground import a_unit, an_enterprise, moved_in
from tests.factories.town import Side, Town

MAY = date(2026, 5, 1)
ROUNDS = 25


def at_once(side: Side, *attempts: Callable[[], object]) -> list[str]:
    """Run each in a thread and connection of its own; returns `ok` or the refusal's code for each."""
    ready = Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> str:
        try:
            with scope(side.district):
                ready.wait()
                attempt()
            return "ok"
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def moving_in(side: Side, enterprise: Enterprise, unit: Unit) -> Callable[[], object]:
    return partial(move_in, by=side.as_manager, enterprise_id=enterprise.id, unit_id=unit.id, starts=MAY)


def moving(side: Side, tenancy: Tenancy, to: Tenancy) -> Callable[[], object]:
    return partial(move, by=side.as_manager, tenancy_id=tenancy.id, to_unit_id=to.unit_id, on=MAY)


def test_of_two_who_move_in_at_once_exactly_one_wins(town: Town) -> None:
    home = town.home
    with scope(home.district):
        rivals = [an_enterprise(f"对手{number}") for number in range(4)]
        units = [a_unit(home.building, f"14{number:02}") for number in range(ROUNDS)]
    for unit in units:
        answers = at_once(home, *(moving_in(home, rival, unit) for rival in rivals))
        assert sorted(answers) == ["UNIT_TAKEN", "UNIT_TAKEN", "UNIT_TAKEN", "ok"]
    with scope(home.district):
        assert Tenancy.objects.filter(unit__in=units).count() == ROUNDS


def test_of_the_hall_and_its_room_exactly_one_is_let(town: Town) -> None:
    home = town.home
    with scope(home.district):
        one, other = an_enterprise("整层有限公司"), an_enterprise("单间有限公司")
        halls = [a_unit(home.building, f"15{number:02}") for number in range(ROUNDS)]
        rooms = [a_unit(home.building, f"16{number:02}", parent=hall) for number, hall in enumerate(halls)]
    for hall, room in zip(halls, rooms, strict=True):
        answers = at_once(home, moving_in(home, one, hall), moving_in(home, other, room))
        assert sorted(answers) == ["UNIT_TAKEN", "ok"]


def test_of_eight_who_take_one_name_at_once_all_get_an_address_of_their_own(town: Town) -> None:
    home = town.home
    with scope(home.district):
        rivals = [an_enterprise(f"同名{number}") for number in range(8)]
    for name in ("同一个名字", "又一个名字", "再一个名字"):
        answers = at_once(
            home, *(partial(rename, by=OPERATOR, enterprise_id=one.id, name=name) for one in rivals)
        )
        assert set(answers) == {"ok"}
        with scope(home.district):
            assert Enterprise.objects.filter(name=name).values("slug").distinct().count() == 8


def test_two_moves_that_cross_do_not_wait_in_a_circle(town: Town) -> None:
    """Each wants the unit the other leaves on the same day: whoever is first is refused, nobody deadlocks."""
    home = town.home
    with scope(home.district):
        pairs = []
        for number in range(ROUNDS):
            left, right = a_unit(home.building, f"17{number:02}"), a_unit(home.building, f"18{number:02}")
            pairs.append(
                (moved_in(an_enterprise(f"左{number}"), left), moved_in(an_enterprise(f"右{number}"), right))
            )
    for left_one, right_one in pairs:
        answers = at_once(home, moving(home, left_one, right_one), moving(home, right_one, left_one))
        assert set(answers) == {"UNIT_TAKEN"}


def test_of_two_who_split_a_unit_at_once_exactly_one_does(town: Town) -> None:
    home = town.home
    with scope(home.district):
        units = [a_unit(home.building, f"17{number:02}") for number in range(ROUNDS)]

    def splitting(unit: Unit, name: str) -> Callable[[], object]:
        into = [Part(label=f"{unit.label}{name}1"), Part(label=f"{unit.label}{name}2")]
        return partial(split, by=home.as_manager, unit_id=unit.id, into=into, on=MAY)

    for unit in units:
        answers = at_once(home, splitting(unit, "A"), splitting(unit, "B"))
        assert sorted(answers) == ["NO_SUCH_UNIT", "ok"]
    with scope(home.district):
        assert Unit.objects.filter(exists_from=MAY).count() == 2 * ROUNDS
