from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .notices import Notice, Receipt
from .robots import Robot


class Channel(models.TextChoices):
    MAIL = "MAIL", _("mail")
    ROBOT = "ROBOT", _("group robot")


class Delivery(Scoped):
    """A notice on its way out: to a receipt's account by mail, or to a chat by a robot. Once each.

    `planned_for` never changes; `due_at` is when it is tried next, which moves while somebody is at it (a
    lease) and after a failure. `reference` is what the receiving side may know it by.
    """

    notice = ScopedForeignKey(Notice, related_name="deliveries")
    receipt = ScopedForeignKey(Receipt, null=True, blank=True, related_name="deliveries")
    robot = ScopedForeignKey(Robot, null=True, blank=True, related_name="deliveries")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    is_digest = models.BooleanField(default=False)
    planned_for = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            *walls(
                "notices_delivery", notice="notices_notice", receipt="notices_receipt", robot="notices_robot"
            ),
            models.UniqueConstraint(
                fields=["district", "receipt", "channel"], name="notices_delivery_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["district", "robot", "notice"], name="notices_delivery_once_a_chat"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.MAIL, receipt__isnull=False, robot=None)
                | Q(channel=Channel.ROBOT, receipt=None, robot__isnull=False, is_digest=False),
                name="notices_delivery_to_one",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(given_up_at=None), name="notices_delivery_one_end"
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "channel", "due_at", "id"],
                condition=Q(sent_at=None, given_up_at=None),
                name="notices_delivery_due",
            ),
            models.Index(fields=["district", "robot", "due_at", "id"], name="notices_delivery_of_robot"),
            models.Index(fields=["district", "receipt"], name="notices_delivery_of_receipt"),
        ]
