from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.errors import NotFound, Refusal
from tenants.permissions import forbidden

from ..models import Receipt

MOST = 100


@transaction.atomic
def mark_read(*, account_id: UUID | None, receipt_ids: Sequence[UUID | None]) -> None:
    """Note that an account has read these; read before, they keep their first time. All of them or none.

    No act: that somebody has read is nobody else's business. Raises NotFound at the first that is not in
    this account's inbox; Refusal `TOO_MANY`, `FORBIDDEN`.
    """
    if account_id is None:
        raise forbidden()
    if len(receipt_ids) > MOST:
        raise Refusal("TOO_MANY", _("At most 100 at once."), ("ids",))
    mine = set(
        Receipt.objects.filter(account=account_id, id__in=[one for one in receipt_ids if one])
        .order_by("id")
        .select_for_update()
        .values_list("id", flat=True)
    )
    for place, one in enumerate(receipt_ids):
        if one not in mine:
            raise NotFound(_("There is no such notice."), ("ids", str(place)))
    Receipt.objects.filter(id__in=mine, read_at=None).update(read_at=timezone.now())
