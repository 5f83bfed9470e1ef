"""Mandates are given, taken away, and come to liaisons by invitation."""

import hashlib
import secrets
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.models import Invitation, Mandate, Principal, Role
from tenants.models.mandates import PRINCIPAL_OF_ROLE
from tenants.permissions import forbidden, require
from tenants.selectors.occupancy import answerable_for

from .introducing import introduce, part_with

INVITATION_LASTS = timedelta(days=14)


def give(
    *,
    by: Author,
    principal_id: UUID,
    account_id: UUID,
    role: str,
    starts: date | None = None,
    ends: date | None = None,
) -> Mandate:
    """An account may act as a principal from `starts` (default today) until before `ends`. Operators only."""
    require(by, "give", "mandate")
    principal = Principal.objects.filter(id=principal_id, kind=PRINCIPAL_OF_ROLE[Role(role)]).first()
    if principal is None:
        raise NotFound(_("There is nobody to act for in this role."))
    mandate = Mandate(
        principal_id=principal_id, account_id=account_id, role=role, starts=starts or today(), ends=ends
    )
    with act("mandate.give", by=by, summary=str(Role(role).label)) as record:
        return record.create(mandate)


def revoke(*, by: Author, mandate_id: UUID) -> Mandate:
    """Take a mandate away, at once, in running logins too. Raises NotFound, `FORBIDDEN`.

    Taking away again what somebody else took away is an act of its own: while it holds, the other's cannot
    be taken back.
    """
    mandate = Mandate.objects.select_for_update().filter(id=mandate_id).first()
    if mandate is None:
        raise NotFound(_("There is no such mandate."))
    # An office answers for the liaisons of its enterprises, not for other offices.
    answerable = answerable_for(mandate.principal_id) if mandate.role == Role.LIAISON else None
    require(by, "revoke", "mandate", owner=answerable)
    with act("mandate.revoke", by=by, summary=str(Role(mandate.role).label)) as record:
        record.emit("mandate", mandate.id)  # what was pending for its holder is passed on
        part_with(record, mandate)
        return record.update(mandate, revoked_at=timezone.now())


def invite(*, by: Author, enterprise_id: UUID) -> tuple[Invitation, str]:
    """Make an invitation for an enterprise's liaison. Returns it with the link's secret, told only now."""
    if not Principal.objects.filter(id=enterprise_id, kind="ENTERPRISE").exists():
        raise NotFound(_("There is no such enterprise."))
    require(by, "invite", "liaison", owner=answerable_for(enterprise_id))
    secret = secrets.token_urlsafe(24)
    invitation = Invitation(
        principal_id=enterprise_id,
        token_hash=_hash(secret),
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    with act("invitation.make", by=by) as record:
        return record.create(invitation), secret


def open_invitation(secret: str) -> Invitation:
    """The invitation of a link that can still be accepted.

    Raises NotFound, alike for a link that expired, was used or withdrawn, or never was.
    """
    found = Invitation.objects.filter(
        token_hash=_hash(secret), expires_at__gt=timezone.now(), accepted_at=None, withdrawn_at=None
    )
    invitation = found.select_for_update().first()
    if invitation is None:
        raise NotFound(_("This link is not valid, or no longer. Ask the property office for another."))
    return invitation


def accept(*, secret: str, account: Any) -> Invitation:
    """Whoever holds the link asks for the mandate; the office still has to approve. Raises NotFound."""
    invitation = open_invitation(secret)
    with act("invitation.accept", by=Author(role="ACCOUNT", account_id=account.pk)) as record:
        return record.update(invitation, accepted_by_id=account.pk, accepted_at=timezone.now())


def approve(*, by: Author, invitation_id: UUID) -> Mandate:
    """The office says yes: the mandate begins today. Raises NotFound, Refusal `NOT_ACCEPTED`, `APPROVED`."""
    invitation = Invitation.objects.select_for_update().filter(id=invitation_id).first()
    if invitation is None:
        raise NotFound(_("There is no such invitation."))
    require(by, "approve", "liaison", owner=answerable_for(invitation.principal_id))
    if invitation.accepted_by_id is None or invitation.withdrawn_at is not None:
        raise Refusal("NOT_ACCEPTED", _("Nobody has accepted this invitation."))
    if invitation.mandate_id is not None:
        raise Refusal("APPROVED", _("This invitation has been approved already."))
    if invitation.accepted_by_id == by.account_id:  # four eyes, or an office could act as any enterprise
        raise forbidden()
    mandate = Mandate(
        principal_id=invitation.principal_id,
        account_id=invitation.accepted_by_id,
        role=Role.LIAISON,
        starts=today(),
    )
    with act("invitation.approve", by=by) as record:
        record.create(mandate)
        record.update(invitation, mandate=mandate)
        introduce(record, invitation)
    return mandate


def withdraw(*, by: Author, invitation_id: UUID) -> Invitation:
    """The office takes an invitation back; its link is dead. Raises NotFound."""
    waiting = Q(id=invitation_id, mandate=None, withdrawn_at=None)
    invitation = Invitation.objects.select_for_update().filter(waiting).first()
    if invitation is None:
        raise NotFound(_("There is no such invitation."))
    require(by, "invite", "liaison", owner=answerable_for(invitation.principal_id))
    with act("invitation.withdraw", by=by) as record:
        # Who she was to be is nobody's business any more.
        return record.update(invitation, withdrawn_at=timezone.now(), accepted_name="", accepted_phone="")


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
