from types import EllipsisType
from uuid import UUID

from django.db import transaction

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.isolation.scope import current_district_id
from tenants.models import Principal, PrincipalKind
from tenants.permissions import require

from ..rules import check_balance, check_limits
from .holdings import locked_of


@transaction.atomic
def set_limits(
    *,
    by: Author,
    principal_id: UUID,
    floor: int | None | EllipsisType = ...,
    ceiling: int | None | EllipsisType = ...,
) -> UUID:
    """How far a principal's credits may go down and up; None is no limit, left out: as it is. The secretariat
    decides.

    Returns the holding's id. Raises NotFound; Refusal `FORBIDDEN`, `OUT_OF_RANGE` unless zero lies between,
    and `BALANCE_TOO_LOW`, `BALANCE_TOO_HIGH` when the present balance does not.
    """
    require(by, "limit", "credits")
    holding = locked_of({principal_id: ("principal",)})[principal_id]
    floor = holding.floor if isinstance(floor, EllipsisType) else floor
    ceiling = holding.ceiling if isinstance(ceiling, EllipsisType) else ceiling
    there = Principal.objects.filter(district=current_district_id(), id=principal_id)
    check_limits(floor, ceiling, issues=there.filter(kind=PrincipalKind.SECRETARIAT).exists())
    check_balance(holding.balance, floor=floor, ceiling=ceiling, too_low=("floor",), too_high=("ceiling",))
    with act("credits.limit", by=by) as record:
        record.update(holding, floor=floor, ceiling=ceiling)
    return holding.id
