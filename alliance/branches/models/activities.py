from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .organisations import PartyOrganisation


class BranchActivity(Scoped):
    """What an organisation did on a day: title, date and how many came, and nothing else (domain rule 9).

    Who came is never kept, and minutes stay where the province keeps them. `head_count` null: not counted.
    """

    organisation = ScopedForeignKey(PartyOrganisation, related_name="activities")
    title = models.CharField(_("title"), max_length=120)
    on = models.DateField(_("date"))
    head_count = models.IntegerField(_("head count"), null=True, blank=True)

    class Meta:
        verbose_name = _("activity of a Party organisation")
        ordering = ["-on", "-id"]
        constraints = [
            *walls("branches_branchactivity", organisation="branches_partyorganisation"),
            models.CheckConstraint(condition=Q(title__regex=r"\S"), name="branches_branchactivity_titled"),
            models.CheckConstraint(
                condition=Q(head_count__gte=0), name="branches_branchactivity_count_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["district", "organisation", "on", "id"], name="branches_activity_of")]
