"""The steps that giving, ending and passing on an office are made of."""

from datetime import date

from django.utils.translation import gettext as _

from alliance.notices.actions import tell
from tenants.acts.recording import Record
from tenants.errors import Refusal
from tenants.models import Enterprise

from ..models import MemberOffice, MemberOfficeKind, Membership
from ..notices import OFFICE, OFFICE_ENDED
from ..rules import ONE_DAY, meets, span_around

CHAIR = MemberOfficeKind.ROTATING_CHAIR


def within_membership(enterprise: Enterprise, starts: date, ends: date | None) -> date | None:
    """The end of an office; where none is said, the membership's. Raises `NOT_A_MEMBER`."""
    spans = Membership.objects.filter(enterprise=enterprise).order_by("starts").values_list("starts", "ends")
    member, until = span_around(starts, spans)
    if not member:
        raise Refusal("NOT_A_MEMBER", _("The enterprise is no member on that day."), ("enterprise",))
    if ends is None:
        return until
    if until is not None and ends > until:
        message = _("Whoever holds an office is a member on all of these days.")
        raise Refusal("NOT_A_MEMBER", message, ("until",))
    return ends


def check_free(enterprise: Enterprise, office: str, starts: date, ends: date | None) -> None:
    for other in MemberOffice.objects.filter(office=office):
        if meets(starts, ends, other.starts, other.ends):
            if other.enterprise_id == enterprise.id:
                raise in_office()
            if office == CHAIR:
                raise chair_taken()


def begin(record: Record, held: MemberOffice, enterprise: Enterprise) -> None:
    record.emit("member_office", held.id)
    params = {"name": enterprise.name, "since": held.starts.isoformat()}
    kind = OFFICE[MemberOfficeKind(held.office)]
    tell(record, kind, about=("Enterprise", enterprise.id), to=[enterprise.id], params=params)


def end(record: Record, held: MemberOffice, enterprise: Enterprise, ends: date) -> None:
    record.update(held, ends=ends, version=held.version + 1)
    record.emit("member_office", held.id)
    params = {"name": enterprise.name, "until": (ends - ONE_DAY).isoformat()}
    tell(record, OFFICE_ENDED, about=("Enterprise", enterprise.id), to=[enterprise.id], params=params)


def summary_of(office: str, enterprise: Enterprise) -> str:
    return f"{enterprise.name} · {MemberOfficeKind(office).label}"


def in_office() -> Refusal:
    message = _("The member holds this office already on some of these days.")
    return Refusal("ALREADY_IN_OFFICE", message, ("enterprise",))


def chair_taken() -> Refusal:
    return Refusal(
        "CHAIR_TAKEN", _("Another member is rotating chair on some of these days."), ("enterprise",)
    )
