"""A district with a committee and a joint branch that has everything."""

from dataclasses import dataclass
from datetime import date

import pytest

from alliance.branches.actions.counting import set_head_count
from alliance.branches.actions.covering import cover
from alliance.branches.actions.offices import name_office_holder
from alliance.branches.actions.terms import begin_term
from alliance.branches.models import PartyOrganisation
from alliance.ratings.actions import record_known_rating
from api.graphql.ids import encode
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Account, Mandate
from tests.factories.branches import FOUNDED, a_founded_branch, a_known_branch, a_secretary
from tests.factories.ground import an_account
from tests.factories.town import Town


@dataclass
class Set:
    """A committee, a founded joint branch over A座 that covers the town's enterprise, and its secretary."""

    town: Town
    committee: PartyOrganisation
    branch: PartyOrganisation
    secretary: Account

    @property
    def id(self) -> str:
        return encode("PartyOrganisation", self.branch.id)


@pytest.fixture
def settled(town: Town) -> Set:
    home = town.home
    with scope(home.district):
        committee = a_known_branch("商圈党委", kind="COMMITTEE", superior_name="李营街道党工委")
        branch = a_founded_branch(
            "A座联合党支部", building_ids=(home.building.id,), superior_id=committee.id, description="楼里的"
        )
        secretary = an_account("a-branch")
        a_secretary(secretary, branch.id)
        cover(by=OPERATOR, organisation_id=branch.id, enterprise_ids=[home.enterprise.id], starts=FOUNDED)
        begin_term(by=OPERATOR, organisation_id=branch.id, starts=date(2024, 5, 1))
        name_office_holder(
            by=OPERATOR, organisation_id=branch.id, title="MEMBER", name="乙", portfolio="组织委员"
        )
        name_office_holder(by=OPERATOR, organisation_id=branch.id, title="SECRETARY", name="甲")
        set_head_count(by=OPERATOR, organisation_id=branch.id, on=today(), formal=8, probationary=1)
        record_known_rating(by=OPERATOR, organisation_id=branch.id, stars=5, source="街道通报")
    return Set(town, committee, branch, secretary)


@pytest.fixture
def branch(town: Town) -> tuple[PartyOrganisation, Account, Mandate]:
    with scope(town.home.district):
        one = a_known_branch(over=[town.home.building])
        account = an_account("branch")
        a_secretary(account, one.id)
        return one, account, Mandate.objects.get(account=account)
