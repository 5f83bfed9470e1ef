from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alliance.resources.models import Audience, Listing, ListingCategory
from tenants.isolation.constraints import CompositeForeignKey
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Principal
from tenants.models.units import date_range, not_empty

from .agreements import Agreement


class Side(models.TextChoices):
    INSTITUTION = "INSTITUTION", _("the institution")
    PARTNER = "PARTNER", _("the alliance")


class Frequency(models.TextChoices):
    ONCE = "ONCE", _("once")
    MONTH = "MONTH", _("each month")
    QUARTER = "QUARTER", _("each quarter")
    YEAR = "YEAR", _("each year")


class Promise(Scoped):
    """One item of an agreement: what, how much, how often, for whom, `[starts, ends)` within the agreement.

    `quantity` is that of one period; null where it is not counted.
    """

    agreement = ScopedForeignKey(Agreement, related_name="promises")
    ordinal = models.SmallIntegerField()
    side = models.CharField(_("promised by"), max_length=12, choices=Side.choices)
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    category = models.CharField(_("category"), max_length=10, choices=ListingCategory.choices)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    measure = models.CharField(_("measure"), max_length=20, blank=True)
    frequency = models.CharField(_("how often"), max_length=8, choices=Frequency.choices)
    audience = models.CharField(_("may be seen by"), max_length=8, choices=Audience.choices)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    during = date_range("starts", "ends")

    class Meta:
        verbose_name = _("promise")
        ordering = ["agreement", "ordinal"]
        constraints = [
            *walls("agreements_promise"),
            # Only while the agreement lasts.
            CompositeForeignKey(
                fields=["agreement"],
                to="agreements_agreement",
                period="during",
                to_period="during",
                name="agreements_promise_agreement_fk",
            ),
            models.UniqueConstraint(
                fields=["district", "agreement", "ordinal"], name="agreements_promise_order"
            ),
            not_empty("agreements_promise_lasts"),
            models.CheckConstraint(condition=Q(title__regex=r"\S"), name="agreements_promise_titled"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="agreements_promise_quantity"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="agreements_promise_side"),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values), name="agreements_promise_frequency"
            ),
            models.CheckConstraint(
                condition=Q(category__in=ListingCategory.values), name="agreements_promise_category"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="agreements_promise_audience"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date | None:
        return self.ends - timedelta(days=1) if self.ends else None


class PromiseAudience(Scoped):
    """For whom a promise is, where its audience is NAMED."""

    promise = ScopedForeignKey(Promise, related_name="audience_links")
    principal = ScopedForeignKey(Principal, related_name="+")

    class Meta:
        constraints = [
            *walls("agreements_promiseaudience", promise="agreements_promise", principal="tenants_principal"),
            models.UniqueConstraint(
                fields=["district", "promise", "principal"], name="agreements_promiseaudience_once"
            ),
        ]


class PromisePeriod(Scoped):
    """One period of a promise (a month, a quarter; all of it, where it is given once) and the listing by
    which it can be taken. The listing opens on the period's first day and ends with it."""

    promise = ScopedForeignKey(Promise, related_name="periods")
    starts = models.DateField()
    ends = models.DateField(null=True)
    listing = ScopedForeignKey(Listing, related_name="promise_periods")

    class Meta:
        ordering = ["promise", "starts"]
        constraints = [
            *walls("agreements_promiseperiod", promise="agreements_promise", listing="resources_listing"),
            not_empty("agreements_period_lasts"),
            models.UniqueConstraint(fields=["district", "promise", "starts"], name="agreements_period_once"),
            models.UniqueConstraint(fields=["district", "listing"], name="agreements_period_listing"),
        ]
