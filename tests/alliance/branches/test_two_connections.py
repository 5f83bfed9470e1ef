"""What two secretaries do at the same moment, over two real connections."""

from collections.abc import Callable
from functools import partial
from typing import Any

from alliance.branches.actions.changing import change
from alliance.branches.actions.covering import cover
from alliance.branches.events import follow
from alliance.branches.models import Advice, Coverage, PartyOrganisation
from alliance.notices.models import Notice
from tenants.actions.moving import move
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tests.alliance.resources.test_two_connections import together
from tests.factories.branches import a_known_branch, again
from tests.factories.ground import a_building, a_unit, an_enterprise
from tests.factories.town import Town


def test_of_two_who_reach_for_the_same_enterprises_exactly_one_has_them(town: Town) -> None:
    with scope(town.home.district):
        branches = [a_known_branch("甲"), a_known_branch("乙")]
        rounds = [[an_enterprise(f"{number}-{one}").id for one in "ab"] for number in range(8)]
    for enterprises in rounds:
        reach: list[Callable[[], Any]] = [
            partial(cover, by=OPERATOR, organisation_id=branch.id, enterprise_ids=enterprises)
            for branch in branches
        ]
        answers = together(town, *reach)
        assert sorted(str(answer) in {"甲", "乙"} for answer in answers) == [False, True], answers
        assert "ALREADY_COVERED" in answers
    with scope(town.home.district):
        assert Coverage.objects.count() == 16


def test_two_cannot_put_each_other_above_themselves(town: Town) -> None:
    with scope(town.home.district):
        one, other = a_known_branch("甲"), a_known_branch("乙")

    def below(low: PartyOrganisation, high: PartyOrganisation) -> Any:
        return change(by=OPERATOR, organisation_id=low.id, superior_id=high.id)

    answers = together(town, partial(below, one, other), partial(below, other, one))
    assert sorted(str(answer) for answer in answers if isinstance(answer, str)) == ["SUPERIOR_INVALID"]
    with scope(town.home.district):
        assert sorted(row.superior_id is None for row in (again(one), again(other))) == [False, True]


def test_two_relays_advise_once(town: Town) -> None:
    home = town.home
    with scope(home.district):
        one = a_known_branch("甲", over=[home.building])
        cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=[home.enterprise.id])
        target = a_unit(a_building("B座", ordinal=1), "0801")
        move(by=OPERATOR, tenancy_id=home.tenancy.id, to_unit_id=target.id, on=today())
    look = partial(follow, home.district.id, [home.enterprise.id])
    together(town, look, look)
    with scope(home.district):
        assert Advice.objects.count() == Notice.objects.count() == 1
