from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .organisations import PartyOrganisation


class HeadCount(Scoped):
    """How many members an organisation had on a day, not public. Who they are is never kept."""

    organisation = ScopedForeignKey(PartyOrganisation, related_name="head_counts")
    on = models.DateField(_("date"))
    formal = models.IntegerField(_("formal members"))
    probationary = models.IntegerField(_("probationary members"), default=0)

    class Meta:
        verbose_name = _("head count")
        ordering = ["organisation", "-on"]
        constraints = [
            *walls("branches_headcount", organisation="branches_partyorganisation"),
            models.UniqueConstraint(
                fields=["district", "organisation", "on"], name="branches_headcount_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(formal__gte=0) & Q(probationary__gte=0), name="branches_headcount_not_negative"
            ),
        ]
