from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.constraints import TemporalUnique
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Enterprise
from tenants.models.units import date_range, not_empty


class Membership(Scoped):
    """An enterprise or institution belongs to the alliance (成员单位), `[starts, ends)`; null is open.

    It need be no tenant, and most tenants are no members. Who admitted it, its act says. `version` counts
    changes, for `expectedVersion`.
    """

    enterprise = ScopedForeignKey(Enterprise, related_name="memberships")
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    during = date_range("starts", "ends")
    note = models.CharField(_("note"), max_length=500, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("membership")
        ordering = ["starts", "id"]
        constraints = [
            *walls("members_membership", enterprise="tenants_enterprise"),
            not_empty("members_membership_lasts"),
            # Once on a day; and what an office lies within.
            TemporalUnique(name="members_membership_once", period="during", columns=["enterprise_id"]),
            models.CheckConstraint(condition=Q(version__gt=0), name="members_membership_version_positive"),
        ]
        indexes = [
            models.Index(fields=["district", "enterprise", "starts"], name="members_membership_of"),
            models.Index(fields=["district", "starts"], name="members_membership_starting"),
            models.Index(fields=["district", "ends"], name="members_membership_ending"),
        ]

    @property
    def last_day(self) -> date | None:
        """The last day of it, as people are told it."""
        return self.ends - timedelta(days=1) if self.ends else None
