"""What tenants leave pending: invitations that somebody accepted and an office has to approve."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenants.models import Enterprise, Invitation, Principal, PrincipalKind
from tenants.selectors.occupancy import answerable_for

from .pending import Pending, register


def waiting_for(principal_id: UUID) -> list[Pending]:
    """Those that this office answers for; for the secretariat those that no office answers for."""
    kind = Principal.objects.filter(id=principal_id).values_list("kind", flat=True).first()
    if kind not in (PrincipalKind.BUILDING_OFFICE, PrincipalKind.SECRETARIAT):
        return []
    open_ones = Invitation.objects.filter(accepted_at__isnull=False, mandate=None, withdrawn_at=None)
    found: list[Pending] = []
    for invitation in open_ones.order_by("id"):
        offices = answerable_for(invitation.principal_id) - {invitation.principal_id}
        if principal_id in offices or (kind == PrincipalKind.SECRETARIAT and not offices):
            found.append(("Invitation", invitation.id, {"title": _name(invitation)}))
    return found


def _name(invitation: Invitation) -> str:
    names = Enterprise.objects.filter(id=invitation.principal_id).values_list("name", flat=True)
    return names.first() or "—"


register("invitations", waiting_for, title=_("To approve: whoever was invited for %(title)s"))
