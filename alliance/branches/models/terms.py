from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.constraints import CompositeForeignKey
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models.units import date_range, not_empty

from .organisations import PartyOrganisation
from .papers import Approval


class Term(Scoped):
    """A term of office (届), `[starts, ends)`. `approval` is of its election's outcome."""

    organisation = ScopedForeignKey(PartyOrganisation, related_name="terms")
    number = models.SmallIntegerField(_("number"))
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"))
    elected_on = models.DateField(_("elected"), null=True, blank=True)
    approval = ScopedForeignKey(Approval, null=True, blank=True, related_name="terms")
    during = date_range("starts", "ends")

    class Meta:
        verbose_name = _("term of office")
        ordering = ["organisation", "number"]
        constraints = [
            *walls("branches_term", organisation="branches_partyorganisation", approval="branches_approval"),
            not_empty("branches_term_lasts"),
            models.UniqueConstraint(
                fields=["district", "organisation", "number"], name="branches_term_number_once"
            ),
            models.UniqueConstraint(fields=["district", "organisation", "id"], name="branches_term_own"),
            models.CheckConstraint(condition=Q(number__gt=0), name="branches_term_number_positive"),
            models.CheckConstraint(
                condition=Q(elected_on__lte=F("starts")), name="branches_term_elected_before"
            ),
            ExclusionConstraint(
                name="branches_term_one_at_a_time",
                expressions=[
                    ("district", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["district", "ends"], name="branches_term_ending")]


class OfficeTitle(models.TextChoices):
    SECRETARY = "SECRETARY", _("secretary")
    DEPUTY_SECRETARY = "DEPUTY_SECRETARY", _("deputy secretary")
    MEMBER = "MEMBER", _("member of the committee")


class OfficeHolder(Scoped):
    """Who holds an office, `[starts, ends)`: as the organisation's public board names them, and no more."""

    organisation = ScopedForeignKey(PartyOrganisation, related_name="office_holders")
    term = ScopedForeignKey(Term, null=True, blank=True, related_name="office_holders")
    title = models.CharField(_("office"), max_length=16, choices=OfficeTitle.choices)
    portfolio = models.CharField(_("portfolio"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=40)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    during = date_range("starts", "ends")

    class Meta:
        verbose_name = _("office-holder")
        constraints = [
            *walls("branches_officeholder", organisation="branches_partyorganisation"),
            # The term is one of the same organisation.
            CompositeForeignKey(
                fields=["organisation", "term"],
                to="branches_term",
                to_columns=["organisation_id", "id"],
                name="branches_officeholder_term_fk",
            ),
            not_empty("branches_officeholder_lasts"),
            models.CheckConstraint(
                condition=Q(title__in=OfficeTitle.values), name="branches_officeholder_title"
            ),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="branches_officeholder_named"),
            ExclusionConstraint(
                name="branches_officeholder_one_secretary",
                expressions=[
                    ("district", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(title="SECRETARY"),
            ),
        ]
        indexes = [
            models.Index(fields=["district", "organisation", "starts"], name="branches_officeholder_of")
        ]
