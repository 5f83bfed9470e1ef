from django.db import models

from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Principal

from .listings import Listing


class ListingAudience(Scoped):
    """Who, besides its owner, may see a listing whose audience is NAMED."""

    listing = ScopedForeignKey(Listing, related_name="audience_links")
    principal = ScopedForeignKey(Principal, related_name="+")

    class Meta:
        constraints = [
            *walls("resources_listingaudience", listing="resources_listing", principal="tenants_principal"),
            models.UniqueConstraint(
                fields=["district", "listing", "principal"], name="resources_listingaudience_once"
            ),
        ]
        indexes = [
            models.Index(fields=["district", "principal", "listing"], name="resources_listingaudience_of")
        ]
