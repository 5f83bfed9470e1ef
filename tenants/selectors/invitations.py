"""Invitations as the offices that answer for them see them."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from tenants.isolation.scope import current_district_id
from tenants.models import Invitation
from tenants.permissions import Reach, Role, reach_of
from tenants.readers import Reader

from .answering import offices_over


def invitations_for(reader: Reader) -> QuerySet[Invitation]:
    """Those the reader may approve, and those it accepted itself."""
    account = reader.account
    if account is None:
        return Invitation.objects.none()
    rows = Invitation.objects.filter(district=current_district_id())
    reaches = {reach_of(role, "approve", "liaison") for role in reader.roles}
    if Reach.ANY in reaches:
        return rows
    seen = Q(accepted_by=account)
    if Reach.MANAGED in reaches:
        answering = offices_over(set(rows.values_list("principal_id", flat=True)))
        mine = reader.principals_as(Role.PROPERTY_MANAGER)
        seen |= Q(principal__in=[one for one, offices in answering.items() if offices & mine])
    return rows.filter(seen)


def state_of(invitation: Invitation) -> str:
    """WAITING, ACCEPTED, APPROVED, WITHDRAWN or EXPIRED."""
    if invitation.mandate_id is not None:
        return "APPROVED"
    if invitation.withdrawn_at is not None:
        return "WITHDRAWN"
    if invitation.accepted_at is not None:
        return "ACCEPTED"
    return "WAITING" if invitation.expires_at > timezone.now() else "EXPIRED"
