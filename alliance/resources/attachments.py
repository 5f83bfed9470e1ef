"""Who may see a listing may read what is attached to it."""

from collections.abc import Collection
from uuid import UUID

from alliance.files.readable import register
from tenants.isolation.scope import current_district_id
from tenants.readers import Reader

from .models import ListingFile
from .selectors import visible


@register
def of_listings(reader: Reader, files: Collection[UUID]) -> set[UUID]:
    links = ListingFile.objects.filter(
        district=current_district_id(), file__in=files, listing__in=visible(reader)
    )
    return set(links.values_list("file_id", flat=True))
