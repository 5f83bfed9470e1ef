"""What waits for a principal, for whoever comes after: advice to settle; for the secretariat, foundings."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alliance.notices.pending import Pending, register
from tenants.isolation.scope import current_district_id
from tenants.models import Principal, PrincipalKind

from .models import Advice, AdviceState
from .selectors.organisations import in_district


def advice_of(principal_id: UUID) -> list[Pending]:
    """Where an enterprise that it covers has gone, or that came to its buildings: to be settled."""
    rows = Advice.objects.filter(
        Q(organisation=principal_id) | Q(to=principal_id),
        district=current_district_id(),
        state=AdviceState.OPEN,
    )
    named = rows.order_by("id").values_list("id", "coverage__enterprise__name")
    return [("Advice", key, {"title": name}) for key, name in named]


def foundings_of(principal_id: UUID) -> list[Pending]:
    """The organisations whose next step the secretariat is to record."""
    offices = Principal.objects.filter(district=current_district_id(), kind=PrincipalKind.SECRETARIAT)
    if not offices.filter(id=principal_id).exists():
        return []
    prepared = in_district().filter(sign_on=None, papers_unknown=False, dissolved_on=None)
    named = prepared.order_by("id").values_list("id", "name")
    return [("PartyOrganisation", key, {"title": name}) for key, name in named]


register("advice", advice_of, title=_("To settle: where %(title)s has gone"))
register("foundings", foundings_of, title=_("To go on with: the founding of %(title)s"))
