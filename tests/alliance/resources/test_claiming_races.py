"""A project's parts are never claimed beyond what there is, over real connections."""

import threading
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import Sum

from alliance.resources.actions import claim_part, confirm_claim, deliver_claim, withdraw_claim
from alliance.resources.models import Listing, PartClaim, ProjectPart
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tests.factories.ground import a_mandate, an_account, an_enterprise, author_of
from tests.factories.projects import a_claim, a_project, the_part
from tests.factories.town import Town

THREADS, ROUNDS = 20, 50


def at_once(town: Town, workers: int, rounds: int, task: Callable[[int], Any]) -> Counter[str]:
    """Each worker does its rounds on a connection of its own, all starting each round together; what became
    of it, counted."""
    start, found = threading.Barrier(workers, timeout=60), []

    def run() -> None:
        try:
            for number in range(rounds):
                start.wait()
                try:
                    with scope(town.home.district):
                        task(number)
                    found.append("done")
                except Refusal as refused:
                    found.append(refused.code)
                except IntegrityError as refused:
                    found.append(refused.__cause__.diag.constraint_name)  # type: ignore[union-attr]
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=240)
    return Counter(found)


@pytest.fixture
def claimant(town: Town) -> Any:
    with scope(town.home.district):
        return author_of(a_mandate(an_account("claimant"), an_enterprise("热心公司").id))


def test_a_thousand_races_for_parts_end_exactly(town: Town, claimant: Any) -> None:
    """Fifty rounds of twenty connections, each round about a part with seven of something."""
    with scope(town.home.district):
        project = a_project(town.home.as_liaison, *((f"第{number}", 7) for number in range(ROUNDS)))
        parts = list(ProjectPart.objects.filter(listing=project).order_by("ordinal"))

    def claim(number: int) -> Any:
        return claim_part(by=claimant, part_id=parts[number].id, quantity=Decimal(1))

    assert at_once(town, THREADS, ROUNDS, claim) == {"done": 7 * ROUNDS, "NOT_ENOUGH_LEFT": 13 * ROUNDS}
    with scope(town.home.district):
        for part in ProjectPart.objects.filter(listing=project):
            assert part.taken == part.quantity == 7
            assert part.claims.aggregate(all=Sum("quantity"))["all"] == 7
        assert Listing.objects.get(id=project.id).state == "PROMISED"


def test_the_database_counts_even_where_nobody_locks(town: Town, claimant: Any) -> None:
    with scope(town.home.district):
        part = the_part(a_project(town.home.as_liaison, ("座位", 30)))

    def write(_round: int) -> None:
        PartClaim.objects.create(part=part, principal_id=claimant.principal_id, quantity=Decimal("1.5"))

    done = at_once(town, 8, 5, write)
    assert done == {"done": 20, "resources_projectpart_taken_within": 20}
    with scope(town.home.district):
        assert ProjectPart.objects.get().taken == 30


def test_claiming_and_giving_back_at_once_stays_exact(town: Town, claimant: Any) -> None:
    with scope(town.home.district):
        project = a_project(town.home.as_liaison, ("甲", 3), ("乙", 3))
        one, other = the_part(project, 0), the_part(project, 1)

    def back_and_forth(number: int) -> None:
        first, second = (one, other) if number % 2 else (other, one)
        claim = claim_part(by=claimant, part_id=first.id, quantity=Decimal(2))
        withdraw_claim(by=claimant, claim_id=claim)
        claim_part(by=claimant, part_id=second.id, quantity=Decimal("0.1"))

    at_once(town, 4, 10, back_and_forth)
    with scope(town.home.district):
        for part in ProjectPart.objects.all():
            standing = part.claims.exclude(state="WITHDRAWN").aggregate(all=Sum("quantity"))["all"] or 0
            assert part.taken == standing <= 3
            assert not part.claims.filter(state="CLAIMED", quantity=2).exists()


def test_of_two_answers_to_one_claim_exactly_one_holds(town: Town, claimant: Any) -> None:
    for _round in range(5):
        with scope(town.home.district):
            claim = a_claim(claimant, the_part(a_project(town.home.as_liaison)))
            deliver_claim(by=claimant, claim_id=claim.id)
        answers: list[Callable[[], Any]] = [
            partial(confirm_claim, by=town.home.as_liaison, claim_id=claim.id),
            partial(withdraw_claim, by=claimant, claim_id=claim.id),
        ]
        done = at_once(town, 2, 1, partial(next_of, answers))
        assert done == {"done": 1, "WRONG_STATE": 1}


def next_of(answers: list[Callable[[], Any]], _round: int) -> Any:
    return answers.pop()()
