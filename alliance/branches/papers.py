"""Who may read of Party organisations may read the papers of their approvals."""

from collections.abc import Collection
from uuid import UUID

from alliance.files.readable import register
from tenants.isolation.scope import current_district_id
from tenants.readers import Reader

from .models import Approval


@register
def of_approvals(reader: Reader, files: Collection[UUID]) -> set[UUID]:
    if not reader.may("read", "party_organisation"):
        return set()
    approvals = Approval.objects.filter(district=current_district_id(), file__in=files)
    return set(approvals.values_list("file_id", flat=True)) - {None}
