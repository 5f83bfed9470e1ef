from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .listings import Listing

EVERY_DAY = 0b1111111


class ListingWindow(Scoped):
    """When within its days a listing is available: on these weekdays, from `opens` until before `closes`.

    `weekdays` is a set of bits, Monday the lowest. A listing without windows is available at any time.
    """

    listing = ScopedForeignKey(Listing, related_name="windows")
    weekdays = models.SmallIntegerField(_("weekdays"))
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))

    class Meta:
        verbose_name = _("time window")
        constraints = [
            *walls("resources_listingwindow", listing="resources_listing"),
            models.CheckConstraint(
                condition=Q(weekdays__gte=1, weekdays__lte=EVERY_DAY), name="resources_listingwindow_weekdays"
            ),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="resources_listingwindow_lasts"),
            models.UniqueConstraint(
                fields=["district", "listing", "weekdays", "opens", "closes"],
                name="resources_listingwindow_once",
            ),
        ]
