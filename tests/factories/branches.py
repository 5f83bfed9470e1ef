"""Party organisations for tests. Each opens no scope: call them inside one."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from alliance.branches.actions.founding import Profile, found, record_known, record_step
from alliance.branches.models import PartyOrganisation
from alliance.branches.rules.founding import Step
from alliance.branches.rules.papers import Paper
from tenants.acts.authors import OPERATOR, Author
from tenants.models import Account, Building

from .ground import a_mandate, author_of

FOUNDED = date(2024, 3, 1)
APPROVED = date(2024, 2, 1)


def a_paper(number: str = "李营党发〔2024〕12号", on: date = APPROVED, **said: Any) -> Paper:
    return Paper(number=number, on=on, issuer=said.pop("issuer", "李营街道党工委"), **said)


def a_known_branch(
    name: str = "A座联合党支部", *, kind: str = "JOINT_BRANCH", over: Iterable[Building] = (), **said: Any
) -> PartyOrganisation:
    """One that stands, without papers."""
    profile = Profile(name=name, kind=kind, building_ids=tuple(one.id for one in over), **said)
    return record_known(by=OPERATOR, profile=profile)


def a_founded_branch(
    name: str = "B座联合党支部", *, by: Author = OPERATOR, kind: str = "JOINT_BRANCH", **said: Any
) -> PartyOrganisation:
    """One that was founded step by step, with its papers."""
    organisation = found(by=by, profile=Profile(name=name, kind=kind, **said))
    for month, step in enumerate(Step, start=1):
        paper = a_paper(f"{name}〔2024〕1号") if step == Step.APPROVAL else None
        on = FOUNDED.replace(month=month)
        record_step(by=by, organisation_id=organisation.id, step=step, on=on, paper=paper)
    return again(organisation)


def a_secretary(account: Account, organisation_id: UUID) -> Author:
    return author_of(a_mandate(account, organisation_id, "BRANCH_SECRETARY"))


def again(row: Any) -> Any:
    """The row as the database has it now."""
    return type(row).objects.get(id=row.id)
