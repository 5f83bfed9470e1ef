from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.isolation.constraints import OutboxPolicy
from tenants.isolation.models import Scoped, ScopedForeignKey, new_id, walls

from .accounts import Account
from .mandates import Mandate
from .principals import Principal


class Act(Scoped):
    """Somebody did something: the account, the mandate it held at that moment, the principal it acted as.

    All three are empty for what an operator did from the command line.
    """

    verb = models.CharField(_("verb"), max_length=60)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    principal = ScopedForeignKey(Principal, null=True, blank=True, related_name="acts")
    account = models.ForeignKey(
        Account, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="+", db_index=False
    )
    mandate = ScopedForeignKey(Mandate, null=True, blank=True, related_name="acts")
    at = models.DateTimeField(_("at"), default=timezone.now)
    undo_of = ScopedForeignKey("self", null=True, blank=True, related_name="undone_by")
    touched = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("act")
        ordering = ["-at", "-id"]
        constraints = [
            *walls(
                "tenants_act",
                append_only=True,
                principal="tenants_principal",
                mandate="tenants_mandate",
                undo_of="tenants_act",
            ),
            models.UniqueConstraint(fields=["district", "undo_of"], name="tenants_act_undone_once"),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(mandate__isnull=True), name="tenants_act_has_author"
            ),
        ]
        indexes = [
            models.Index(fields=["district", "-at"], name="tenants_act_latest"),
            models.Index(fields=["district", "principal", "-at"], name="tenants_act_of_principal"),
        ]

    def __str__(self) -> str:
        return self.summary or self.verb


class ActChange(Scoped):
    """One row an act made (`before` is null), changed, or took away (`after` is null)."""

    act = ScopedForeignKey(Act, related_name="changes")
    seq = models.IntegerField()
    model = models.CharField(max_length=60)
    row = models.UUIDField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["act", "seq"]
        constraints = [
            *walls("tenants_actchange", append_only=True, act="tenants_act"),
            models.UniqueConstraint(fields=["district", "act", "seq"], name="tenants_actchange_order"),
        ]
        indexes = [models.Index(fields=["district", "row"], name="tenants_actchange_of_row")]


class OutboxEvent(models.Model):
    """What must still follow from a committed act: the outbox is the queue. Ids only.

    Outside `Scoped`, since the relay reads it across districts, but not outside the walls: see
    `OutboxPolicy`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    district_id = models.UUIDField()
    topic = models.CharField(max_length=40)
    aggregate = models.UUIDField()
    consumer = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.IntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [OutboxPolicy(name="tenants_outboxevent_walled")]
        indexes = [
            models.Index(
                fields=["consumer", "not_before", "id"],
                name="tenants_outboxevent_open",
                condition=Q(done_at__isnull=True, set_aside_at__isnull=True),
            ),
            models.Index(
                fields=["done_at"], name="tenants_outboxevent_done", condition=Q(done_at__isnull=False)
            ),
        ]


class IdempotencyKey(Scoped):
    """A retry with the same key gets the first answer: which row it was about, and what was asked."""

    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    operation = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    fingerprint = models.BinaryField(max_length=32)
    result = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            *walls("tenants_idempotencykey"),
            models.UniqueConstraint(
                fields=["district", "account", "operation", "key"], name="tenants_idempotencykey_once"
            ),
        ]
        indexes = [models.Index(fields=["district", "created_at"], name="tenants_idempotencykey_age")]
