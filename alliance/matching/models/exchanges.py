from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.ledger.models import Transfer
from alliance.resources.models import Listing
from tenants.isolation.constraints import CompositeForeignKey
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.isolation.tallies import Tally
from tenants.models import Principal

from .matches import Match


class ExchangeState(models.TextChoices):
    AGREED = "AGREED", _("agreed")
    DELIVERED = "DELIVERED", _("delivered")
    CONFIRMED = "CONFIRMED", _("confirmed")
    DISPUTED = "DISPUTED", _("disputed")
    SETTLED = "SETTLED", _("settled")
    CANCELLED = "CANCELLED", _("cancelled")


class Outcome(models.TextChoices):
    """What the secretariat found when it settled a dispute."""

    DELIVERED = "DELIVERED", _("delivered")
    NOT_DELIVERED = "NOT_DELIVERED", _("not delivered")


UNDER_WAY = [ExchangeState.AGREED, ExchangeState.DELIVERED, ExchangeState.DISPUTED]
UNCONFIRMED = Q(giver_confirmed_at=None, taker_confirmed_at=None)
BOTH_CONFIRMED = Q(giver_confirmed_at__isnull=False, taker_confirmed_at__isnull=False)
NOT_BOTH_CONFIRMED = Q(giver_confirmed_at=None) | Q(taker_confirmed_at=None)
QUIET = Q(dispute="", disputed_by=None, settlement="", outcome="")
IN_DISPUTE = Q(dispute__regex=r"\S", disputed_by__isnull=False) & NOT_BOTH_CONFIRMED
# Which columns are filled in which state.
AS_ITS_STATE = (
    Q(state__in=["AGREED", "CANCELLED"], delivered_at=None) & UNCONFIRMED & QUIET
    | Q(state="DELIVERED", delivered_at__isnull=False) & NOT_BOTH_CONFIRMED & QUIET
    | Q(state="CONFIRMED", delivered_at__isnull=False) & BOTH_CONFIRMED & QUIET
    | Q(state="DISPUTED", settlement="", outcome="") & IN_DISPUTE
    | Q(state="SETTLED", settlement__regex=r"\S", outcome__in=Outcome.values) & IN_DISPUTE
)


class Exchange(Scoped):
    """What two sides agreed on: delivered by the giver, confirmed by both; or disputed, and settled by the
    secretariat. Before it is delivered either side may cancel it.

    The database adds `quantity` to the offer's `taken` unless nothing is taken after all. An offer that is
    not counted is one thing: one exchange of it at a time.
    """

    match = ScopedForeignKey(Match, related_name="exchanges")
    offer = ScopedForeignKey(Listing, related_name="exchanges")
    giver = ScopedForeignKey(Principal, related_name="+")
    taker = ScopedForeignKey(Principal, related_name="+")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=ExchangeState.choices, default=ExchangeState.AGREED
    )
    agreed_at = models.DateTimeField(_("agreed"), default=timezone.now)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    giver_confirmed_at = models.DateTimeField(_("confirmed by the giver"), null=True, blank=True)
    taker_confirmed_at = models.DateTimeField(_("confirmed by the taker"), null=True, blank=True)
    dispute = models.CharField(_("dispute"), max_length=1000, blank=True)
    disputed_by = ScopedForeignKey(Principal, null=True, blank=True, related_name="+")
    settlement = models.CharField(_("settlement"), max_length=1000, blank=True)
    outcome = models.CharField(_("outcome"), max_length=13, choices=Outcome.choices, blank=True)
    transfer = ScopedForeignKey(Transfer, null=True, blank=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("exchange")
        ordering = ["-agreed_at", "-id"]
        constraints = [
            *walls(
                "matching_exchange",
                match="matching_match",
                offer="resources_listing",
                giver="tenants_principal",
                taker="tenants_principal",
                disputed_by="tenants_principal",
                transfer="ledger_transfer",
            ),
            CompositeForeignKey(
                fields=["match", "offer", "giver", "taker"],
                to="matching_match",
                to_columns=["id", "offer_id", "giver_id", "taker_id"],
                name="matching_exchange_of_its_match",
            ),
            models.UniqueConstraint(fields=["district", "match"], name="matching_exchange_once"),
            models.UniqueConstraint(
                fields=["district", "offer"],
                condition=Q(quantity=None, state__in=UNDER_WAY),
                name="matching_exchange_one_at_a_time",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="matching_exchange_quantity_positive"),
            models.CheckConstraint(
                condition=Q(state__in=ExchangeState.values), name="matching_exchange_state"
            ),
            models.CheckConstraint(condition=AS_ITS_STATE, name="matching_exchange_as_its_state"),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=False) | UNCONFIRMED,
                name="matching_exchange_confirmed_later",
            ),
            models.CheckConstraint(
                condition=Q(transfer=None) | Q(state="CONFIRMED") | Q(outcome="DELIVERED"),
                name="matching_exchange_credited_once_given",
            ),
            models.CheckConstraint(condition=Q(version__gt=0), name="matching_exchange_version_positive"),
            Tally(
                name="matching_exchange_tally",
                parent="resources_listing",
                key="offer_id",
                amount="quantity",
                into="taken",
                counts="ROW.state <> 'CANCELLED' AND ROW.outcome <> 'NOT_DELIVERED'",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "agreed_at", "id"], name="matching_exchange_newest"),
            models.Index(fields=["district", "offer", "agreed_at"], name="matching_exchange_of_offer"),
            models.Index(fields=["district", "giver", "agreed_at", "id"], name="matching_exchange_given_by"),
            models.Index(fields=["district", "taker", "agreed_at", "id"], name="matching_exchange_taken_by"),
        ]
