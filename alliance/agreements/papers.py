"""Who may see an agreement may read its paper."""

from collections.abc import Collection
from uuid import UUID

from alliance.files.readable import register
from tenants.isolation.scope import current_district_id
from tenants.readers import Reader

from .models import Agreement
from .selectors import visible


@register
def of_agreements(reader: Reader, files: Collection[UUID]) -> set[UUID]:
    signed = Agreement.objects.filter(
        district=current_district_id(), file__in=files, id__in=visible(reader).values("id")
    )
    return set(signed.values_list("file_id", flat=True)) - {None}
