from datetime import time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Account


class MailWish(models.TextChoices):
    NOW = "NOW", _("at once")
    DIGEST = "DIGEST", _("once a day")
    NEVER = "NEVER", _("never")


# What holds for whoever has chosen nothing: nobody is rung out of bed by an alliance.
QUIET_FROM, QUIET_UNTIL, DIGEST_HOUR = time(21), time(7, 30), 8


class NoticePreference(Scoped):
    """How somebody wants to hear of things by mail in this district, in Asia/Shanghai time.

    Between `quiet_from` and `quiet_until` nothing is sent; both null: at any time. A person without a row
    has these defaults.
    """

    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    mail = models.CharField(_("by mail"), max_length=6, choices=MailWish.choices, default=MailWish.NOW)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True, default=QUIET_FROM)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True, default=QUIET_UNTIL)
    digest_hour = models.SmallIntegerField(_("hour of the digest"), default=DIGEST_HOUR)

    class Meta:
        verbose_name = _("wishes about notices")
        constraints = [
            *walls("notices_noticepreference"),
            models.UniqueConstraint(fields=["district", "account"], name="notices_noticepreference_once"),
            models.CheckConstraint(
                condition=Q(mail__in=MailWish.values), name="notices_noticepreference_mail"
            ),
            models.CheckConstraint(
                condition=Q(digest_hour__range=(0, 23)), name="notices_noticepreference_digest_hour"
            ),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until")),
                name="notices_noticepreference_quiet_hours",
            ),
        ]


class GroupPreference(Scoped):
    """An exception for one group of kinds: `exchange` stands for `exchange.proposed` and its likes."""

    preference = ScopedForeignKey(NoticePreference, related_name="groups")
    group = models.CharField(max_length=40)
    mail = models.CharField(_("by mail"), max_length=6, choices=MailWish.choices)

    class Meta:
        constraints = [
            *walls("notices_grouppreference", preference="notices_noticepreference"),
            models.UniqueConstraint(
                fields=["district", "preference", "group"], name="notices_grouppreference_once"
            ),
            models.CheckConstraint(
                condition=Q(mail__in=MailWish.values), name="notices_grouppreference_mail"
            ),
        ]
