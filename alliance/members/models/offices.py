from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.constraints import CompositeForeignKey
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Enterprise
from tenants.models.units import date_range, not_empty


class MemberOfficeKind(models.TextChoices):
    ROTATING_CHAIR = "ROTATING_CHAIR", _("rotating chair")
    JOINT_MEETING = "JOINT_MEETING", _("seat in the joint meeting")


class MemberOffice(Scoped):
    """An office of a member in the alliance (轮值主席、联席会议成员), `[starts, ends)`; null is open."""

    enterprise = ScopedForeignKey(Enterprise, related_name="offices")
    office = models.CharField(_("office"), max_length=20, choices=MemberOfficeKind.choices)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    during = date_range("starts", "ends")
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("office of a member")
        ordering = ["starts", "id"]
        constraints = [
            *walls("members_memberoffice"),
            not_empty("members_memberoffice_lasts"),
            # Only while it is a member; memberships that follow on each other count as one.
            CompositeForeignKey(
                fields=["enterprise"],
                to="members_membership",
                to_columns=["enterprise_id"],
                period="during",
                to_period="during",
                name="members_memberoffice_within",
            ),
            models.CheckConstraint(
                condition=Q(office__in=MemberOfficeKind.values), name="members_memberoffice_office"
            ),
            models.CheckConstraint(condition=Q(version__gt=0), name="members_memberoffice_version_positive"),
            ExclusionConstraint(
                name="members_memberoffice_once",
                expressions=[
                    ("district", RangeOperators.EQUAL),
                    ("enterprise", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="members_memberoffice_one_chair",
                expressions=[("district", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(office=MemberOfficeKind.ROTATING_CHAIR),
            ),
        ]
        indexes = [
            models.Index(fields=["district", "enterprise", "starts"], name="members_memberoffice_of"),
            models.Index(fields=["district", "office", "starts"], name="members_memberoffice_held"),
        ]

    @property
    def last_day(self) -> date | None:
        """The last day in office, as people are told it."""
        return self.ends - timedelta(days=1) if self.ends else None
