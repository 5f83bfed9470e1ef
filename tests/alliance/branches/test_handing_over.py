"""When a secretary goes, advice and foundings stay: whoever comes after hears of each once, and goes on."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from alliance.branches.actions.advising import advise, settle_advice
from alliance.branches.actions.appointing import appoint_secretary
from alliance.branches.actions.covering import cover
from alliance.branches.actions.founding import Profile, found, record_step
from alliance.branches.actions.joining import dissolve
from alliance.branches.models import Advice, PartyOrganisation
from alliance.branches.rules.founding import Step
from alliance.notices.models import Handover, Receipt
from alliance.notices.tasks import hand_over_ended_of
from tenants.actions.mandates import revoke
from tenants.actions.moving import move_out
from tenants.acts.authors import OPERATOR, Author
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Act
from tests.alliance.notices.telling import relayed
from tests.factories.branches import a_known_branch, a_secretary
from tests.factories.ground import a_mandate, an_account, author_of
from tests.factories.town import Side, Town


def heard(side: Side, account: Any) -> list[tuple[str, UUID]]:
    with scope(side.district):
        rows = Receipt.objects.filter(account=account, notice__kind__startswith="handover.")
        return sorted(rows.values_list("notice__kind", "notice__about_id"))


def mandate_of(author: Author) -> UUID:
    assert author.mandate_id is not None
    return author.mandate_id


def handed_over(side: Side) -> None:
    for _again in range(2):
        relayed()
        hand_over_ended_of(str(side.district.id))


@pytest.fixture
def advised(town: Town) -> tuple[PartyOrganisation, Author, Advice]:
    """A branch with a secretary; the enterprise that it covers has left."""
    home = town.home
    with scope(home.district):
        branch = a_known_branch(over=[home.building])
        secretary = a_secretary(an_account("branch"), branch.id)
        cover(by=secretary, organisation_id=branch.id, enterprise_ids=[home.enterprise.id])
        move_out(by=OPERATOR, tenancy_id=home.tenancy.id, last_day=today() - timedelta(days=9))
        advise([home.enterprise.id])
        return branch, secretary, Advice.objects.get()


def test_the_other_secretary_hears_of_open_advice_once_and_settles_it(
    town: Town, advised: tuple[PartyOrganisation, Author, Advice]
) -> None:
    home, (branch, secretary, advice) = town.home, advised
    with scope(home.district):
        colleague = an_account("colleague")
        successor = a_secretary(colleague, branch.id)
        revoke(by=home.as_secretary, mandate_id=mandate_of(secretary))
    handed_over(home)
    assert heard(home, colleague) == [("handover.advice", advice.id)]
    assert heard(home, home.secretary) == heard(home, town.next_door.secretary) == []
    with scope(home.district):
        settle_advice(by=successor, advice_id=advice.id)


def test_where_there_is_none_the_secretariat_hears_and_appoints_one_who_settles_it(
    town: Town, advised: tuple[PartyOrganisation, Author, Advice]
) -> None:
    home, (branch, secretary, advice) = town.home, advised
    with scope(home.district):
        revoke(by=home.as_secretary, mandate_id=mandate_of(secretary))
    handed_over(home)
    assert heard(home, home.secretary) == [("handover.advice", advice.id)]
    with scope(home.district):
        mandate = appoint_secretary(
            by=home.as_secretary, organisation_id=branch.id, login=town.outsider.login
        )
        settle_advice(by=author_of(mandate), advice_id=advice.id)


def test_a_founding_goes_to_the_secretariats_others(town: Town) -> None:
    home = town.home
    with scope(home.district):
        prepared = found(by=home.as_secretary, profile=Profile(name="新支部", kind="BRANCH"))
        a_known_branch("老支部")
        colleague = an_account("colleague")
        successor = author_of(a_mandate(colleague, home.secretariat.id, "SECRETARIAT"))
        revoke(by=OPERATOR, mandate_id=home.secretary_mandate.id)
    handed_over(home)
    assert heard(home, colleague) == [("handover.foundings", prepared.id)]
    assert heard(home, home.secretary) == []
    with scope(home.district):
        record_step(by=successor, organisation_id=prepared.id, step=Step.REQUEST, on=today())


def test_an_organisations_end_hands_on_what_its_secretary_had(town: Town) -> None:
    home = town.home
    with scope(home.district):
        branch = a_known_branch(over=[home.building])
        mandate = a_secretary(an_account("branch"), branch.id).mandate_id
        dissolve(by=home.as_secretary, organisation_id=branch.id, on=today())
        assert {str(mandate)} == set(Act.objects.get(verb="party_organisation.dissolve").touched["mandate"])
    handed_over(home)
    with scope(home.district):
        assert Handover.objects.filter(mandate=mandate).count() == 1
