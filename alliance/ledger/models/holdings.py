from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.derived import OnlyByTriggers
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Principal, PrincipalKind

# What an integer holds, with room for one more transfer.
FARTHEST = 2_000_000_000


class Holding(Scoped):
    """The credits one principal holds; made when the first are given to it.

    `balance` is the sum of its entries; the database keeps it. It stays within `floor` and `ceiling`; null
    is no limit. The secretariat issues credits, so it has no floor: what all others hold, it is short of.
    Zero is always allowed, or nobody could begin. What expired before `expired_before` has been taken back.
    """

    principal = ScopedForeignKey(Principal, related_name="+")
    balance = models.IntegerField(_("balance"), default=0)
    floor = models.IntegerField(_("lower limit"), null=True, blank=True)
    ceiling = models.IntegerField(_("upper limit"), null=True, blank=True)
    expired_before = models.DateField(null=True)

    class Meta:
        verbose_name = _("credit balance")
        constraints = [
            *walls("ledger_holding", principal="tenants_principal"),
            models.UniqueConstraint(fields=["district", "principal"], name="ledger_holding_once"),
            models.CheckConstraint(
                condition=Q(floor=None) | Q(balance__gte=F("floor")), name="ledger_holding_above_floor"
            ),
            models.CheckConstraint(
                condition=Q(ceiling=None) | Q(balance__lte=F("ceiling")), name="ledger_holding_below_ceiling"
            ),
            models.CheckConstraint(
                condition=(Q(floor=None) | Q(floor__lte=0)) & (Q(ceiling=None) | Q(ceiling__gte=0)),
                name="ledger_holding_zero_allowed",
            ),
            models.CheckConstraint(
                condition=Q(balance__gte=-FARTHEST) & Q(balance__lte=FARTHEST),
                name="ledger_holding_countable",
            ),
            OnlyByTriggers(name="ledger_holding_balance_derived", column="balance"),
        ]


def first_holding(principal: Principal) -> Holding:
    """What a principal holds before anybody gave it anything."""
    issues = principal.kind == PrincipalKind.SECRETARIAT
    return Holding(principal=principal, floor=None if issues else 0)
