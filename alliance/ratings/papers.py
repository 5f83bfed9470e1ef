"""Who may see a star rating may read its evidence."""

from collections.abc import Collection
from uuid import UUID

from alliance.files.readable import register
from tenants.isolation.scope import current_district_id
from tenants.readers import Reader

from .models import StarEvidence
from .selectors import visible


@register
def of_ratings(reader: Reader, files: Collection[UUID]) -> set[UUID]:
    kept = StarEvidence.objects.filter(
        district=current_district_id(), file__in=files, step__rating__in=visible(reader)
    )
    return set(kept.values_list("file_id", flat=True))
