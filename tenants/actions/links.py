"""The link of an invitation whose answer was lost on the way."""

import hashlib
import secrets
from uuid import UUID

from django.utils import timezone

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.models import Invitation
from tenants.permissions import require
from tenants.selectors.answering import answerable_for


def another_link(*, by: Author, invitation_id: UUID) -> str | None:
    """A fresh secret for an invitation that nobody has followed yet; the lost one is dead.

    None where somebody has, or it expired or was withdrawn. Raises Refusal `FORBIDDEN`.
    """
    waiting = Invitation.objects.filter(
        id=invitation_id, accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    invitation = waiting.select_for_update().first()
    if invitation is None:
        return None
    require(by, "invite", "liaison", owner=answerable_for(invitation.principal_id))
    secret = secrets.token_urlsafe(24)
    with act("invitation.link", by=by) as record:
        record.update(invitation, token_hash=hashlib.sha256(secret.encode()).digest())
    return secret
