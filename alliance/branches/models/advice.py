from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .coverage import Coverage
from .organisations import PartyOrganisation


class AdviceState(models.TextChoices):
    OPEN = "OPEN", _("open")
    SETTLED = "SETTLED", _("settled")
    WITHDRAWN = "WITHDRAWN", _("no longer of concern")


class Advice(Scoped):
    """An enterprise is no longer where the organisation covering it is: its secretaries should talk.

    Nothing moves by itself. `to` is the organisation over the building that the enterprise is in now, if
    there is one. `tenancy_key` is no foreign key: a move can be taken back although it was advised about.
    """

    coverage = ScopedForeignKey(Coverage, related_name="advice")
    organisation = ScopedForeignKey(PartyOrganisation, related_name="advice")
    to = ScopedForeignKey(PartyOrganisation, null=True, blank=True, related_name="advice_to")
    tenancy_key = models.UUIDField()
    place = models.CharField(_("place"), max_length=130, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=AdviceState.choices, default=AdviceState.OPEN)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("advice")
        ordering = ["-at", "-id"]
        constraints = [
            *walls(
                "branches_advice",
                coverage="branches_coverage",
                organisation="branches_partyorganisation",
                to="branches_partyorganisation",
            ),
            models.UniqueConstraint(
                fields=["district", "coverage", "tenancy_key"], name="branches_advice_once"
            ),
            models.CheckConstraint(condition=Q(state__in=AdviceState.values), name="branches_advice_state"),
            models.CheckConstraint(
                condition=Q(state="OPEN", settled_at=None) | (~Q(state="OPEN") & Q(settled_at__isnull=False)),
                name="branches_advice_settled",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "organisation", "at"], name="branches_advice_of"),
            models.Index(fields=["district", "to", "at"], name="branches_advice_for"),
            models.Index(fields=["district", "at", "id"], name="branches_advice_latest"),
        ]
