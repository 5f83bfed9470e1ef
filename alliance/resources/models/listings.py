from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.isolation.constraints import CompositeForeignKey
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Enterprise, Principal, Tag, Unit

# Sorts after every date somebody could mean. Not 'infinity', which Python's dates cannot hold.
NEVER = date(9999, 12, 31)


class ListingKind(models.TextChoices):
    OFFER = "OFFER", _("offer")
    WANT = "WANT", _("want")
    PROJECT = "PROJECT", _("project")


class ListingState(models.TextChoices):
    """What is stored. *Expired* is not: it follows from `ends` and the day somebody asks."""

    OPEN = "OPEN", _("open")
    PROMISED = "PROMISED", _("promised")
    DONE = "DONE", _("done")
    CLOSED = "CLOSED", _("closed")


class ListingCategory(models.TextChoices):
    ROOM = "ROOM", _("room")
    EQUIPMENT = "EQUIPMENT", _("equipment")
    SKILL = "SKILL", _("skill")
    JOB = "JOB", _("job")
    DISCOUNT = "DISCOUNT", _("discount")
    PARKING = "PARKING", _("parking")
    VOLUNTEER = "VOLUNTEER", _("volunteers")
    OTHER = "OTHER", _("other")


class Audience(models.TextChoices):
    PUBLIC = "PUBLIC", _("everybody")
    DISTRICT = "DISTRICT", _("members of this district")
    NAMED = "NAMED", _("named enterprises")


class Listing(Scoped):
    """Something offered, wanted or planned together, available `[starts, ends)`; null is open.

    `owner` is who acts for it; `enterprise` is the same when the owner is one. `version` counts
    changes, for `expectedVersion`. `ends_or_never` is what pages by end are sorted by. `taken` is how much
    of `quantity` has been agreed away; the database keeps it. A draft is seen by its owner only; so is a
    listing that `opens_on` a day to come.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=ListingKind.choices)
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    measure = models.CharField(_("measure"), max_length=20, blank=True)
    price = models.CharField(_("price"), max_length=120, blank=True)
    category = models.CharField(
        _("category"),
        max_length=10,
        choices=ListingCategory.choices,
        default=ListingCategory.OTHER,
        db_default=ListingCategory.OTHER,
    )
    unit = ScopedForeignKey(Unit, null=True, blank=True, related_name="listings")
    place = models.CharField(_("place"), max_length=120, blank=True, default="", db_default="")
    sharing_terms = models.CharField(
        _("sharing terms"), max_length=500, blank=True, default="", db_default=""
    )
    taken = models.DecimalField(max_digits=14, decimal_places=3, default=0, db_default=0)
    is_draft = models.BooleanField(_("draft"), default=False, db_default=False)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    tags = models.ManyToManyField(Tag, through="resources.ListingTag", related_name="listings")
    owner = ScopedForeignKey(Principal, related_name="listings")
    enterprise = ScopedForeignKey(Enterprise, null=True, blank=True, related_name="listings")
    starts = models.DateField(_("available from"), null=True, blank=True)
    ends = models.DateField(_("available until"), null=True, blank=True)
    ends_or_never = models.GeneratedField(
        expression=Coalesce(F("ends"), models.Value(NEVER)), output_field=models.DateField(), db_persist=True
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ListingState.choices, default=ListingState.OPEN
    )
    audience = models.CharField(
        _("may be seen by"), max_length=8, choices=Audience.choices, default=Audience.PUBLIC
    )
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("listing")
        ordering = ["-created_at", "-id"]
        constraints = [
            *walls("resources_listing", owner="tenants_principal", unit="tenants_unit"),
            # The enterprise, if there is one, is the owner: an enterprise shares its principal's id.
            CompositeForeignKey(
                fields=["enterprise"], to="tenants_enterprise", name="resources_listing_enterprise_fk"
            ),
            models.CheckConstraint(
                condition=Q(enterprise__isnull=True) | Q(enterprise=F("owner")),
                name="resources_listing_one_owner",
            ),
            models.CheckConstraint(condition=Q(title__regex=r"\S"), name="resources_listing_titled"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="resources_listing_quantity_positive"),
            models.CheckConstraint(
                condition=Q(taken__gte=0) & (Q(quantity=None) | Q(taken__lte=F("quantity"))),
                name="resources_listing_taken_within",
            ),
            models.CheckConstraint(
                condition=Q(category__in=ListingCategory.values), name="resources_listing_category"
            ),
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="resources_listing_lasts"),
            models.CheckConstraint(condition=Q(ends__lt=NEVER), name="resources_listing_ends_before_never"),
            models.CheckConstraint(condition=Q(version__gt=0), name="resources_listing_version_positive"),
            models.CheckConstraint(condition=Q(kind__in=ListingKind.values), name="resources_listing_kind"),
            models.CheckConstraint(
                condition=Q(state__in=ListingState.values), name="resources_listing_state"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="resources_listing_audience"
            ),
        ]
        indexes = [
            models.Index(fields=["district", "created_at", "id"], name="resources_listing_newest"),
            models.Index(fields=["district", "ends_or_never", "id"], name="resources_listing_ending"),
            models.Index(fields=["district", "enterprise", "created_at", "id"], name="resources_listing_of"),
            models.Index(fields=["district", "owner", "created_at", "id"], name="resources_listing_owned"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date | None:
        """The last day on which it is available, as people are told it."""
        return self.ends - timedelta(days=1) if self.ends else None
