from django.db.models import Q, QuerySet

from alliance.branches.models import Advice
from tenants.isolation.scope import current_district_id
from tenants.permissions import Reach, Role, reach_of
from tenants.readers import Reader


def advice_for(reader: Reader) -> QuerySet[Advice]:
    """What concerns the organisations the reader acts for; all of it for secretariat and sub-district."""
    rows = Advice.objects.filter(district=current_district_id())
    if reader.may("read", "advice"):
        return rows
    if reach_of(Role.BRANCH_SECRETARY, "read", "advice") != Reach.OWN:
        return rows.none()
    own = reader.principals_as(Role.BRANCH_SECRETARY)
    return rows.filter(Q(organisation__in=own) | Q(to__in=own))
