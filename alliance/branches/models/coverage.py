from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Building, Enterprise
from tenants.models.units import date_range, not_empty

from .organisations import PartyOrganisation


class CoverageKind(models.TextChoices):
    ORGANISATION = "ORGANISATION", _("covered by the organisation")
    WORK = "WORK", _("covered by its work")


class OrganisationBuilding(Scoped):
    """A building that an organisation is formed over, `[starts, ends)`; null is unknown, or open."""

    organisation = ScopedForeignKey(PartyOrganisation, related_name="building_links")
    building = ScopedForeignKey(Building, related_name="organisation_links")
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    during = date_range("starts", "ends")

    class Meta:
        constraints = [
            *walls(
                "branches_organisationbuilding",
                organisation="branches_partyorganisation",
                building="tenants_building",
            ),
            not_empty("branches_organisationbuilding_lasts"),
            ExclusionConstraint(
                name="branches_organisationbuilding_once",
                expressions=[
                    ("district", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("building", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["district", "organisation"], name="branches_building_of"),
            models.Index(fields=["district", "building"], name="branches_building_by"),
        ]


class Coverage(Scoped):
    """An organisation covers an enterprise, `[starts, ends)`: 组织覆盖 or 工作覆盖, one of each at a time."""

    organisation = ScopedForeignKey(PartyOrganisation, related_name="coverages")
    enterprise = ScopedForeignKey(Enterprise, related_name="coverages")
    kind = models.CharField(_("kind"), max_length=12, choices=CoverageKind.choices)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    during = date_range("starts", "ends")

    class Meta:
        verbose_name = _("coverage")
        constraints = [
            *walls(
                "branches_coverage",
                organisation="branches_partyorganisation",
                enterprise="tenants_enterprise",
            ),
            not_empty("branches_coverage_lasts"),
            models.CheckConstraint(condition=Q(kind__in=CoverageKind.values), name="branches_coverage_kind"),
            ExclusionConstraint(
                name="branches_coverage_one_of_a_kind",
                expressions=[
                    ("district", RangeOperators.EQUAL),
                    ("enterprise", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["district", "enterprise", "starts"], name="branches_coverage_of"),
            models.Index(fields=["district", "organisation", "starts"], name="branches_coverage_by"),
        ]
