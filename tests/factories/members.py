from datetime import date
from typing import Any

from alliance.members.actions import admit, give_office
from alliance.members.models import MemberOffice, MemberOfficeKind, Membership
from tenants.acts.authors import OPERATOR
from tenants.models import Enterprise

from .ground import LONG_AGO, an_enterprise

CHAIR, MEETING = MemberOfficeKind.ROTATING_CHAIR, MemberOfficeKind.JOINT_MEETING


def a_member(
    enterprise: Enterprise, *, starts: date = LONG_AGO, last_day: date | None = None, **how: Any
) -> Membership:
    return admit(by=OPERATOR, enterprise_id=enterprise.id, starts=starts, last_day=last_day, **how)


def an_institution(name: str = "某区图书馆", **days: Any) -> Enterprise:
    """A member that is on no unit."""
    institution = an_enterprise(name, kind="PUBLIC_INSTITUTION")
    a_member(institution, **days)
    return institution


def in_office(
    enterprise: Enterprise,
    office: MemberOfficeKind = CHAIR,
    *,
    starts: date = LONG_AGO,
    last_day: date | None = None,
) -> MemberOffice:
    return give_office(
        by=OPERATOR, enterprise_id=enterprise.id, office=office, starts=starts, last_day=last_day
    )
