from django.db import models

from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Tag

from .listings import Listing


class ListingTag(Scoped):
    listing = ScopedForeignKey(Listing, related_name="tag_links")
    tag = ScopedForeignKey(Tag, related_name="listing_links")

    class Meta:
        constraints = [
            *walls("resources_listingtag", listing="resources_listing", tag="tenants_tag"),
            models.UniqueConstraint(fields=["district", "listing", "tag"], name="resources_listingtag_once"),
        ]
        indexes = [models.Index(fields=["district", "tag", "listing"], name="resources_listingtag_by_tag")]
