from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alliance.files.models import StoredFile
from tenants.isolation.constraints import TemporalUnique
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Principal
from tenants.models.units import date_range, not_empty


class AgreementState(models.TextChoices):
    """What is stored. Whether a signed one has begun or is over follows from its days."""

    DRAFT = "DRAFT", _("draft")
    SIGNED = "SIGNED", _("signed")


class Agreement(Scoped):
    """A co-building pact (共建协议) of a resident institution (驻区单位) with the alliance, `[starts, ends)`.

    `institution` is an enterprise's principal; `partner` signs for the alliance: the secretariat or a Party
    organisation. `ended` is the first day on which it no longer held, where that came before `ends`: what
    was signed is not changed.
    """

    institution = ScopedForeignKey(Principal, related_name="+")
    partner = ScopedForeignKey(Principal, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    number = models.CharField(_("number"), max_length=60, blank=True)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    during = date_range("starts", "ends")
    state = models.CharField(
        _("state"), max_length=8, choices=AgreementState.choices, default=AgreementState.DRAFT
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    ended = models.DateField(_("ended"), null=True, blank=True)
    ended_because = models.CharField(_("ended because"), max_length=300, blank=True)
    file = ScopedForeignKey(StoredFile, null=True, blank=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("co-building agreement")
        ordering = ["-starts", "-id"]
        constraints = [
            *walls(
                "agreements_agreement",
                institution="tenants_principal",
                partner="tenants_principal",
                file="files_storedfile",
            ),
            TemporalUnique(name="agreements_agreement_period_key", period="during"),
            not_empty("agreements_agreement_lasts"),
            models.CheckConstraint(
                condition=~Q(institution=F("partner")), name="agreements_agreement_two_sides"
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.DRAFT, signed_on=None, ended=None)
                | Q(state=AgreementState.SIGNED, signed_on__isnull=False),
                name="agreements_agreement_signed",
            ),
            models.CheckConstraint(
                condition=Q(ended=None, ended_because="")
                | Q(ended__gt=F("starts")) & ~Q(ended_because="") & (Q(ends=None) | Q(ended__lt=F("ends"))),
                name="agreements_agreement_ended_early",
            ),
            models.CheckConstraint(condition=Q(title__regex=r"\S"), name="agreements_agreement_titled"),
            models.CheckConstraint(condition=Q(version__gt=0), name="agreements_agreement_version"),
        ]
        indexes = [
            models.Index(fields=["district", "starts", "id"], name="agreements_latest"),
            models.Index(fields=["district", "institution"], name="agreements_of_institution"),
            models.Index(fields=["district", "partner"], name="agreements_of_partner"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def over(self) -> date | None:
        """The first day on which it no longer holds."""
        return self.ended or self.ends

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as people are told it."""
        return self.over - timedelta(days=1) if self.over else None
