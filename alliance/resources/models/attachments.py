from django.db import models

from alliance.files.models import StoredFile
from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .listings import Listing


class ListingFile(Scoped):
    """A file attached to a listing: who may see the listing may read it."""

    listing = ScopedForeignKey(Listing, related_name="file_links")
    file = ScopedForeignKey(StoredFile, related_name="+")
    ordinal = models.SmallIntegerField()

    class Meta:
        constraints = [
            *walls("resources_listingfile", listing="resources_listing", file="files_storedfile"),
            models.UniqueConstraint(
                fields=["district", "listing", "file"], name="resources_listingfile_once"
            ),
        ]
        indexes = [models.Index(fields=["district", "file"], name="resources_listingfile_by_file")]
