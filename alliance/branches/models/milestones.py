from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .organisations import PartyOrganisation
from .papers import Approval


class MilestoneKind(models.TextChoices):
    REQUEST = "REQUEST", _("request")
    APPROVAL = "APPROVAL", _("approval")
    ELECTION = "ELECTION", _("election")
    SIGN = "SIGN", _("sign put up")
    EXTENSION = "EXTENSION", _("extension")
    MERGER = "MERGER", _("merger")
    SPLIT = "SPLIT", _("split")
    DISSOLUTION = "DISSOLUTION", _("dissolution")


class Milestone(Scoped):
    """An act in its life, with date and paper. `other`: whom it merged with, or split from or to."""

    organisation = ScopedForeignKey(PartyOrganisation, related_name="milestones")
    kind = models.CharField(_("kind"), max_length=12, choices=MilestoneKind.choices)
    on = models.DateField(_("date"))
    approval = ScopedForeignKey(Approval, null=True, blank=True, related_name="milestones")
    other = ScopedForeignKey(PartyOrganisation, null=True, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("milestone")
        ordering = ["on", "at", "id"]
        constraints = [
            *walls(
                "branches_milestone",
                organisation="branches_partyorganisation",
                approval="branches_approval",
                other="branches_partyorganisation",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MilestoneKind.values), name="branches_milestone_kind"
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=F("organisation")), name="branches_milestone_of_another"
            ),
        ]
        indexes = [models.Index(fields=["district", "organisation", "on"], name="branches_milestone_of")]
