from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls


class RobotKind(models.TextChoices):
    WECOM = "WECOM", _("WeCom")
    DINGTALK = "DINGTALK", _("DingTalk")
    FEISHU = "FEISHU", _("Feishu")


class Robot(Scoped):
    """A group robot (群机器人) through which the district speaks to a chat.

    `kinds` are the notices it speaks, empty: all that are meant for groups. Before `speaks_at` it is silent:
    that is how its platform's limit is kept, by however many workers.
    """

    kind = models.CharField(_("platform"), max_length=10, choices=RobotKind.choices)
    label = models.CharField(_("label"), max_length=60)
    kinds = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    is_active = models.BooleanField(_("speaks"), default=True)
    created_at = models.DateTimeField(default=timezone.now)
    speaks_at = models.DateTimeField(default=timezone.now)
    spoke_at = models.DateTimeField(_("spoke last"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("group robot")
        ordering = ["created_at", "id"]
        constraints = [
            *walls("notices_robot"),
            models.CheckConstraint(condition=Q(kind__in=RobotKind.values), name="notices_robot_kind"),
            models.CheckConstraint(condition=Q(label__regex=r"\S"), name="notices_robot_labelled"),
        ]

    def __str__(self) -> str:
        return self.label


class RobotSecret(Scoped):
    """What lets one speak through a robot. Apart from it, so that no act, page or answer can show it;
    deleted when the robot is removed."""

    robot = ScopedForeignKey(Robot, related_name="secrets")
    token = models.CharField(max_length=120)
    signing = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            *walls("notices_robotsecret", robot="notices_robot"),
            models.UniqueConstraint(fields=["district", "robot"], name="notices_robotsecret_of"),
            models.UniqueConstraint(fields=["district", "token"], name="notices_robotsecret_once"),
        ]
