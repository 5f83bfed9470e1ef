"""Any sequence of moves, taken back from the last to the first, leaves everything as it was."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from tenants.actions.moving import move, move_in, move_out, swap
from tenants.actions.undoing import take_back
from tenants.actions.units import Part, merge, split
from tenants.acts.authors import OPERATOR
from tenants.acts.undo import undo
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Claim, Tenancy, Unit
from tests.factories.ground import a_unit, an_enterprise, moved_in
from tests.factories.town import Side, Town

FIRST = date(2026, 1, 1)


def state() -> list[Any]:
    """Everything that a move can change."""
    return [
        set(Tenancy.objects.values_list("id", "unit_id", "enterprise_id", "starts", "ends", "contract_id")),
        {(c.tenancy_id, c.node_id, c.share, c.during.lower, c.during.upper) for c in Claim.objects.all()},
        set(Unit.objects.values_list("id", "label", "exists_from", "exists_until")),
    ]


def something(side: Side, dice: random.Random) -> None:
    """One random act; many are refused, which must leave no trace."""
    day = FIRST + timedelta(days=dice.randrange(300))
    tenancy, other = dice.choices(list(Tenancy.objects.order_by("id")), k=2)
    unit, second = dice.choices(list(Unit.objects.order_by("id")), k=2)
    by, label = side.as_manager, str(dice.randrange(10_000))
    match dice.randrange(6):
        case 0:
            move_in(by=by, enterprise_id=tenancy.enterprise_id, unit_id=unit.id, starts=day)
        case 1:
            move(by=by, tenancy_id=tenancy.id, to_unit_id=unit.id, on=day)
        case 2:
            move_out(by=by, tenancy_id=tenancy.id, last_day=day)
        case 3:
            swap(by=by, tenancy_id=tenancy.id, other_id=other.id, on=day)
        case 4:
            split(by=by, unit_id=unit.id, into=[Part(label=label), Part(label=label + "A")], on=day)
        case 5:
            merge(by=by, unit_ids=[unit.id, second.id], into=Part(label=label), on=day)


@pytest.mark.parametrize("seed", range(4))
def test_all_that_happened_is_taken_back_one_by_one(town: Town, seed: int) -> None:
    home, dice = town.home, random.Random(seed)
    with scope(home.district):
        for number in range(4):
            move_in(
                by=home.as_manager,
                enterprise_id=an_enterprise(f"甲{number}").id,
                unit_id=a_unit(home.building, f"16{number:02}").id,
                starts=FIRST,
            )
        known = set(Act.objects.values_list("id", flat=True))
        states = [state()]
        for _ in range(60):
            try:
                something(home, dice)
            except Refusal:
                assert state() == states[-1]
            else:
                states.append(state())
        done = list(Act.objects.exclude(id__in=known).order_by("-at", "-id"))
        assert len(done) == len(states) - 1 >= 8
        for one in done:
            assert state() == states.pop()
            take_back(by=home.as_manager, act_id=one.id)
        assert state() == states.pop()


def test_what_was_taken_back_and_the_taking_back_stand_in_nobodys_way(town: Town) -> None:
    home = town.home
    with scope(home.district):
        tenancy = moved_in(an_enterprise("往返"), home.empty_unit)
        first, *_ = Act.objects.filter(verb="tenancy.move_in").order_by("-at", "-id")
        move_out(by=home.as_manager, tenancy_id=tenancy.id, last_day=FIRST)
        left = Act.objects.get(verb="tenancy.move_out")
        undone = take_back(by=home.as_manager, act_id=left.id)
        redone = take_back(by=home.as_manager, act_id=undone.id)
        with pytest.raises(Refusal, match="BUILT_ON"):
            undo(act_id=first.id, by=OPERATOR)
        take_back(by=home.as_manager, act_id=redone.id)
        undo(act_id=first.id, by=OPERATOR)
        assert not Tenancy.objects.filter(id=tenancy.id).exists()
