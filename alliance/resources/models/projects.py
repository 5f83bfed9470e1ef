from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.isolation.tallies import Tally
from tenants.models import Principal

from .listings import Listing


class ProjectPart(Scoped):
    """What of a project one may claim (认领). `taken` is how much of `quantity` is claimed; the database
    keeps it, from the claims that stand. `due` is the last day on which it should be done."""

    listing = ScopedForeignKey(Listing, related_name="parts")
    ordinal = models.SmallIntegerField()
    title = models.CharField(_("title"), max_length=120)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=Decimal(1))
    measure = models.CharField(_("measure"), max_length=20, blank=True)
    taken = models.DecimalField(max_digits=14, decimal_places=3, default=Decimal(0), db_default=0)
    due = models.DateField(_("due"), null=True, blank=True)

    class Meta:
        verbose_name = _("part of a project")
        ordering = ["listing", "ordinal"]
        constraints = [
            *walls("resources_projectpart", listing="resources_listing"),
            models.CheckConstraint(condition=Q(title__regex=r"\S"), name="resources_projectpart_titled"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="resources_projectpart_quantity_positive"
            ),
            models.CheckConstraint(
                condition=Q(taken__gte=0) & Q(taken__lte=F("quantity")),
                name="resources_projectpart_taken_within",
            ),
            models.UniqueConstraint(
                fields=["district", "listing", "ordinal"],
                name="resources_projectpart_in_order",
                deferrable=models.Deferrable.DEFERRED,  # a change may let two of them change places
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def remaining(self) -> Decimal:
        return self.quantity - self.taken


class ClaimState(models.TextChoices):
    CLAIMED = "CLAIMED", _("claimed")
    DELIVERED = "DELIVERED", _("delivered")
    CONFIRMED = "CONFIRMED", _("confirmed")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")
    DECLINED = "DECLINED", _("declined")


class PartClaim(Scoped):
    """Somebody takes on some of a part: delivers it, and the project's owner confirms. Either may say no
    before that, without a reason; what was said no to is free for others again."""

    part = ScopedForeignKey(ProjectPart, related_name="claims")
    principal = ScopedForeignKey(Principal, related_name="+")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3)
    state = models.CharField(
        _("state"), max_length=10, choices=ClaimState.choices, default=ClaimState.CLAIMED
    )
    progress = models.CharField(_("progress"), max_length=500, blank=True)
    claimed_at = models.DateTimeField(_("claimed"), default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("claim of a part")
        ordering = ["claimed_at", "id"]
        constraints = [
            *walls("resources_partclaim", part="resources_projectpart", principal="tenants_principal"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="resources_partclaim_quantity_positive"),
            models.CheckConstraint(
                condition=Q(state__in=ClaimState.values), name="resources_partclaim_state"
            ),
            models.CheckConstraint(condition=Q(version__gt=0), name="resources_partclaim_version_positive"),
            Tally(
                name="resources_partclaim_tally",
                parent="resources_projectpart",
                key="part_id",
                amount="quantity",
                into="taken",
                counts="ROW.state NOT IN ('WITHDRAWN', 'DECLINED')",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "part", "claimed_at", "id"], name="resources_partclaim_of"),
            models.Index(fields=["district", "principal", "claimed_at"], name="resources_partclaim_by"),
            models.Index(fields=["district", "claimed_at", "id"], name="resources_partclaim_newest"),
        ]
