from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Account, Act, Principal


class Notice(Scoped):
    """Something that concerns somebody (通知): told once, to whoever acts for its targets.

    `kind` is one of `alliance.notices.kinds`, which makes a sentence of it and of `params` in each reader's
    language. `about_type` and `about_id` name the thing itself, as GraphQL does; `act` is what was done.
    `once`: what has been told under this key is not told again.
    """

    kind = models.CharField(_("kind"), max_length=60)
    about_type = models.CharField(max_length=40)
    about_id = models.UUIDField()
    params = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    act = ScopedForeignKey(Act, null=True, related_name="notices")
    once = models.CharField(max_length=160, null=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("notice")
        ordering = ["-at", "-id"]
        constraints = [
            *walls("notices_notice", act="tenants_act"),
            models.UniqueConstraint(fields=["district", "once"], name="notices_notice_once"),
        ]
        indexes = [models.Index(fields=["district", "about_id"], name="notices_notice_about")]


class NoticeTarget(Scoped):
    """A principal whom a notice concerns."""

    notice = ScopedForeignKey(Notice, related_name="targets")
    principal = ScopedForeignKey(Principal, related_name="+")

    class Meta:
        constraints = [
            *walls("notices_noticetarget", notice="notices_notice", principal="tenants_principal"),
            models.UniqueConstraint(
                fields=["district", "notice", "principal"], name="notices_noticetarget_once"
            ),
        ]
        indexes = [models.Index(fields=["district", "principal"], name="notices_noticetarget_of")]


class Receipt(Scoped):
    """A notice in an account's inbox: one, however many hats it wears. `read_at` is the proof of reading."""

    notice = ScopedForeignKey(Notice, related_name="receipts")
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)

    class Meta:
        verbose_name = _("receipt")
        ordering = ["-at", "-id"]
        constraints = [
            *walls("notices_receipt", notice="notices_notice"),
            models.UniqueConstraint(fields=["district", "notice", "account"], name="notices_receipt_once"),
        ]
        indexes = [
            models.Index(fields=["district", "account", "at", "id"], name="notices_receipt_inbox"),
            models.Index(
                fields=["district", "account", "at", "id"],
                condition=Q(read_at=None),
                name="notices_receipt_unread",
            ),
        ]
