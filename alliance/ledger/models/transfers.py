from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from tenants.isolation.balances import ZeroSum
from tenants.isolation.constraints import CompositeForeignKey
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.isolation.tallies import Tally

from .holdings import Holding
from .words import CreditCategory


class TransferKind(models.TextChoices):
    GIVEN = "GIVEN", _("given")
    REVERSAL = "REVERSAL", _("reversal")
    EXPIRY = "EXPIRY", _("expiry")


class Transfer(Scoped):
    """Credits went from one to another on a day: two entries or more (`legs`) that sum to zero.

    Written once: the app role may neither change nor delete it. What should not have been is *reversed*,
    once, with a reason; a reversal stays. `about_type` and `about_id` name what the credits are for, as
    GraphQL does.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=TransferKind.choices)
    category = ScopedForeignKey(CreditCategory, related_name="transfers")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    day = models.DateField(_("day"))
    legs = models.SmallIntegerField(default=2)
    reverses = ScopedForeignKey("self", null=True, related_name="reversals")
    about_type = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField(null=True)
    # What `reverses` points to must be an original: a foreign key says so, over these two.
    is_original = models.GeneratedField(
        expression=Case(When(reverses__isnull=True, then=True), default=False),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    reverses_original = models.GeneratedField(
        expression=Case(When(reverses__isnull=False, then=True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("transfer of credits")
        ordering = ["day", "id"]
        constraints = [
            *walls("ledger_transfer", append_only=True, category="ledger_creditcategory"),
            models.UniqueConstraint(fields=["district", "id", "day"], name="ledger_transfer_day_key"),
            models.UniqueConstraint(
                fields=["district", "id", "is_original"], name="ledger_transfer_original_key"
            ),
            CompositeForeignKey(
                fields=["reverses", "reverses_original"],
                to="ledger_transfer",
                to_columns=["id", "is_original"],
                name="ledger_transfer_reverses_fk",
            ),
            models.UniqueConstraint(fields=["district", "reverses"], name="ledger_transfer_reversed_once"),
            models.CheckConstraint(
                condition=Q(kind__in=TransferKind.values), name="ledger_transfer_kind_known"
            ),
            models.CheckConstraint(
                condition=~(Q(kind="REVERSAL") ^ Q(reverses__isnull=False)),
                name="ledger_transfer_reversal_reverses",
            ),
            models.CheckConstraint(
                condition=Q(reverses=None) | Q(reason__regex=r"\S"), name="ledger_transfer_reversal_reason"
            ),
            models.CheckConstraint(
                condition=Q(about_id=None, about_type="") | Q(about_id__isnull=False) & ~Q(about_type=""),
                name="ledger_transfer_about_whole",
            ),
            models.CheckConstraint(condition=Q(legs__gte=2), name="ledger_transfer_legs"),
        ]
        indexes = [models.Index(fields=["district", "about_id"], name="ledger_transfer_about")]


class Entry(Scoped):
    """One side of a transfer: what it put into a holding (more than 0) or took out of it (less).

    Credits put in with `expires_on` may be given on until that day, included; what is left then goes back
    by an entry that `lapses` them. `day` is the transfer's day, here too, so that a statement walks one
    index.
    """

    transfer = ScopedForeignKey(Transfer, related_name="entries")
    holding = ScopedForeignKey(Holding, related_name="entries")
    amount = models.IntegerField(_("amount"))
    day = models.DateField(_("day"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    lapses = ScopedForeignKey("self", null=True, related_name="lapsed_by")

    class Meta:
        verbose_name = _("credit entry")
        ordering = ["day", "id"]
        constraints = [
            *walls("ledger_entry", append_only=True, holding="ledger_holding"),
            CompositeForeignKey(
                fields=["transfer", "day"],
                to="ledger_transfer",
                to_columns=["id", "day"],
                name="ledger_entry_transfer_fk",
            ),
            # What lapses was put into the same holding, and lapses once.
            models.UniqueConstraint(fields=["district", "holding", "id"], name="ledger_entry_holding_key"),
            CompositeForeignKey(
                fields=["holding", "lapses"],
                to="ledger_entry",
                to_columns=["holding_id", "id"],
                name="ledger_entry_lapses_fk",
            ),
            models.UniqueConstraint(fields=["district", "lapses"], name="ledger_entry_lapsed_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="ledger_entry_of_something"),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(amount__gt=0), name="ledger_entry_put_in_expires"
            ),
            models.CheckConstraint(
                condition=Q(lapses=None) | Q(amount__lt=0), name="ledger_entry_taken_out_lapses"
            ),
            Tally(
                name="ledger_entry_balance",
                parent="ledger_holding",
                key="holding_id",
                amount="amount",
                into="balance",
            ),
            ZeroSum(
                name="ledger_entry_sums_to_zero",
                parent="ledger_transfer",
                key="transfer_id",
                amount="amount",
                legs="legs",
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "holding", "day", "id"], name="ledger_entry_of", include=["amount"]
            ),
            models.Index(fields=["district", "transfer"], name="ledger_entry_transfer"),
            models.Index(
                fields=["district", "expires_on"],
                name="ledger_entry_expiring",
                condition=Q(expires_on__isnull=False),
            ),
        ]
