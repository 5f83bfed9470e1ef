"""When the person goes, drafts and claims stay: whoever comes after hears of each thing once, and goes on."""

from typing import Any
from uuid import UUID

import pytest

from alliance.notices.models import Receipt
from alliance.notices.tasks import hand_over_ended_of
from alliance.resources.actions import confirm_claim, deliver_claim, publish_listing, withdraw_claim
from alliance.resources.models import Listing, PartClaim
from tenants.actions.mandates import revoke
from tenants.acts.authors import Author
from tenants.isolation.scope import scope
from tests.alliance.notices.telling import relayed
from tests.factories.ground import a_mandate, an_account, author_of
from tests.factories.projects import a_claim, a_project, the_part
from tests.factories.town import Side, Town

Told = list[tuple[str, str, UUID]]


def heard(side: Side, account: Any) -> Told:
    with scope(side.district):
        rows = Receipt.objects.filter(account=account, notice__kind__startswith="handover.")
        said = rows.values_list("notice__kind", "notice__about_type", "notice__about_id")
        return sorted((kind.partition(".")[2], type_, id_) for kind, type_, id_ in said)


@pytest.fixture
def waiting(town: Town, friend: Author) -> dict[str, UUID]:
    """The enterprise has a draft, claims of each state, and deliveries to confirm or not."""
    home = town.home
    with scope(home.district):
        draft = a_project(home.as_liaison, title="还没想好", is_draft=True)
        theirs = a_project(friend, ("志愿者", 10), ("帐篷", 5))
        claimed = a_claim(home.as_liaison, the_part(theirs), 2)
        delivered = a_claim(home.as_liaison, the_part(theirs, 1), 2)
        confirmed, said_no = (a_claim(home.as_liaison, the_part(theirs)) for _one in range(2))
        for claim in (delivered, confirmed):
            deliver_claim(by=home.as_liaison, claim_id=claim.id)
        confirm_claim(by=friend, claim_id=confirmed.id)
        withdraw_claim(by=home.as_liaison, claim_id=said_no.id)
        own = a_project(home.as_liaison, ("桌椅", 20), title="邻里节")
        a_claim(friend, the_part(own), 3)
        to_confirm = a_claim(friend, the_part(own), 4)
        deliver_claim(by=friend, claim_id=to_confirm.id)
    found = {"draft": draft, "claimed": claimed, "delivered": delivered, "to_confirm": to_confirm}
    return {name: row.id for name, row in found.items()}


def expected(waiting: dict[str, UUID]) -> Told:
    return sorted(
        [
            ("drafts", "Listing", waiting["draft"]),
            ("claims", "PartClaim", waiting["claimed"]),
            ("claims", "PartClaim", waiting["delivered"]),
            ("deliveries", "PartClaim", waiting["to_confirm"]),
        ]
    )


def revoked(side: Side) -> None:
    with scope(side.district):
        revoke(by=side.as_manager, mandate_id=side.mandate.id)
    for _again in range(2):
        relayed()
        hand_over_ended_of(str(side.district.id))


def test_the_colleague_hears_once_per_thing_and_goes_on(town: Town, waiting: dict[str, UUID]) -> None:
    home = town.home
    with scope(home.district):
        colleague = an_account("colleague")
        successor = author_of(a_mandate(colleague, home.enterprise.id))
    revoked(home)
    assert heard(home, colleague) == expected(waiting)
    for account in (home.liaison, home.secretary, town.neighbour, town.next_door.secretary):
        assert heard(home, account) == []
    with scope(home.district):
        publish_listing(by=successor, listing_id=waiting["draft"])
        deliver_claim(by=successor, claim_id=waiting["claimed"])
        withdraw_claim(by=successor, claim_id=waiting["delivered"])
        confirm_claim(by=successor, claim_id=waiting["to_confirm"])
        assert not Listing.objects.get(id=waiting["draft"]).is_draft
        states = dict(PartClaim.objects.filter(id__in=waiting.values()).values_list("id", "state"))
    assert [states[waiting[one]] for one in ("claimed", "delivered", "to_confirm")] == [
        "DELIVERED",
        "WITHDRAWN",
        "CONFIRMED",
    ]


def test_where_nobody_is_left_the_secretariat_hears_and_the_next_one_goes_on(
    town: Town, waiting: dict[str, UUID]
) -> None:
    home = town.home
    revoked(home)
    assert heard(home, home.secretary) == expected(waiting)
    with scope(home.district):
        successor = author_of(a_mandate(an_account("successor"), home.enterprise.id))
        confirm_claim(by=successor, claim_id=waiting["to_confirm"])
