"""What of a project can still be changed, or taken back, once somebody claimed of it."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from alliance.resources.actions import (
    confirm_claim,
    deliver_claim,
    settle_projects,
    update_listing,
    withdraw_claim,
)
from alliance.resources.events import follow
from alliance.resources.models import Listing, PartClaim, ProjectPart
from alliance.resources.rules import PartTerms
from tenants.acts.authors import Author
from tenants.acts.undo import undo
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, OutboxEvent
from tests.factories.projects import a_claim, a_project, the_part
from tests.factories.town import Town


def state_of(project: Listing) -> str:
    return Listing.objects.get(id=project.id).state


def test_parts_change_as_long_as_nobody_claimed_of_them(town: Town, friend: Author) -> None:
    mine: dict[str, Any] = {"by": town.home.as_liaison}
    with scope(town.home.district):
        project = a_project(town.home.as_liaison, ("甲", 1), ("乙", 5), ("丙", 1))
        first, second = the_part(project, 0), the_part(project, 1)
        a_claim(friend, second, 3)

        def change(*parts: PartTerms) -> None:
            update_listing(**mine, listing_id=project.id, changes={"parts": parts})

        kept = PartTerms(id=second.id, title="乙二", quantity=Decimal(3))
        change(kept, PartTerms(id=first.id, title="甲"), PartTerms(title="丁"))
        told = list(ProjectPart.objects.order_by("ordinal").values_list("title", "quantity", "taken"))
        assert told == [("乙二", 3, 3), ("甲", 1, 0), ("丁", 1, 0)]
        less = PartTerms(id=second.id, title="乙", quantity=Decimal(2))
        for parts, code, path in (
            ((PartTerms(title="新"),), "PART_CLAIMED", ("parts",)),
            ((less,), "BELOW_TAKEN", ("parts", "0", "quantity")),
            ((kept, PartTerms(id=uuid4(), title="别的")), "NOT_FOUND", ("parts", "1", "id")),
            ((), "REQUIRED", ("parts",)),
        ):  # fmt: skip
            with pytest.raises(Refusal) as refused:
                change(*parts)
            assert (refused.value.code, refused.value.path) == (code, path)
        assert ProjectPart.objects.count() == 3
        change(kept)
        assert state_of(project) == "PROMISED"
        change(kept, PartTerms(title="再来"))
        assert state_of(project) == "OPEN"


def test_a_claim_taken_back_is_free_again_and_the_project_stands_as_it_should(
    town: Town, friend: Author
) -> None:
    home = town.home
    with scope(home.district):
        project = a_project(home.as_liaison, ("帐篷", 2))
        early = a_claim(friend, the_part(project))
        a_claim(home.as_manager, the_part(project))
        assert state_of(project) == "PROMISED"
        undo(act_id=Act.objects.filter(verb="project.claim").earliest("at").id, by=friend)
        assert not PartClaim.objects.filter(id=early.id).exists() and the_part(project).taken == 1
        # The act did not know that somebody would claim the rest: what follows from it sees to that.
        assert OutboxEvent.objects.filter(consumer="projects", aggregate=project.id).exists()
    follow(home.district.id, [project.id])
    with scope(home.district):
        assert state_of(project) == "OPEN"
        count = Act.objects.count()
        settle_projects([project.id])
        assert Act.objects.count() == count


def test_a_step_taken_back_restores_the_one_before(town: Town, friend: Author) -> None:
    home = town.home
    with scope(home.district):
        project = a_project(home.as_liaison, ("帐篷", 1))
        claim = a_claim(friend, the_part(project))
        deliver_claim(by=friend, claim_id=claim.id)
        confirm_claim(by=home.as_liaison, claim_id=claim.id)
        assert state_of(project) == "DONE"
        undo(act_id=Act.objects.get(verb="project.confirmed").id, by=home.as_liaison)
        assert state_of(project) == "PROMISED"
        assert PartClaim.objects.get().state == "DELIVERED"
        withdraw_claim(by=friend, claim_id=claim.id)
        a_claim(home.as_manager, the_part(project))
    with pytest.raises(Refusal, match="BUILT_ON"), scope(home.district):  # somebody else has it now
        undo(act_id=Act.objects.get(verb="project.withdrawn").id, by=friend)


def test_a_project_that_somebody_claimed_of_is_not_unposted(town: Town, friend: Author) -> None:
    with scope(town.home.district):
        a_claim(friend, the_part(a_project(town.home.as_liaison)))
    with pytest.raises(Refusal, match="BUILT_ON"), scope(town.home.district):
        undo(act_id=Act.objects.get(verb="listing.post").id, by=town.home.as_liaison)
    with scope(town.home.district):
        assert PartClaim.objects.exists()
