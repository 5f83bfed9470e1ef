"""Party organisations: what is kept of them, and what the database enforces."""

from .activities import BranchActivity
from .advice import Advice, AdviceState
from .counts import HeadCount
from .coverage import Coverage, CoverageKind, OrganisationBuilding
from .milestones import Milestone, MilestoneKind
from .organisations import WITHOUT_ELECTION, OrganisationKind, PartyOrganisation
from .papers import Approval
from .terms import OfficeHolder, OfficeTitle, Term

__all__ = [
    "WITHOUT_ELECTION",
    "Advice",
    "AdviceState",
    "Approval",
    "BranchActivity",
    "Coverage",
    "CoverageKind",
    "HeadCount",
    "Milestone",
    "MilestoneKind",
    "OfficeHolder",
    "OfficeTitle",
    "OrganisationBuilding",
    "OrganisationKind",
    "PartyOrganisation",
    "Term",
]
