from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from tenants.isolation.constraints import CompositeForeignKey, TemporalUnique
from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .enterprises import Enterprise
from .units import Unit, date_range, not_empty

# The `share` of a claim: claims that share one value stand beside each other. An exclusive tenancy claims
# its unit with its own id, which nobody else has.
SHARED = UUID(int=1)


class Contract(Scoped):
    """What was signed (合同), over one or more units. `ends` is the first day no longer covered."""

    enterprise = ScopedForeignKey(Enterprise, related_name="contracts")
    number = models.CharField(_("number"), max_length=60, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    lettable_area_cm2 = models.BigIntegerField(null=True, blank=True)
    free_rent_until = models.DateField(null=True, blank=True)
    fit_out_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("contract")
        constraints = [
            *walls("tenants_contract", enterprise="tenants_enterprise"),
            models.UniqueConstraint(fields=["district", "enterprise", "id"], name="tenants_contract_of"),
            not_empty("tenants_contract_lasts"),
            models.CheckConstraint(
                condition=Q(lettable_area_cm2__gt=0), name="tenants_contract_area_positive"
            ),
        ]
        indexes = [models.Index(fields=["district", "ends"], name="tenants_contract_ending")]


class Tenancy(Scoped):
    """An enterprise is on one unit (入驻), `[starts, ends)`; null is unknown, or open.

    `shared` tenancies share with each other only. A sublet names its `parent` and lies within it
    and on its unit or a room of it; `level` counts how deep.
    """

    enterprise = ScopedForeignKey(Enterprise, related_name="tenancies")
    unit = ScopedForeignKey(Unit, related_name="tenancies")
    contract = ScopedForeignKey(Contract, null=True, blank=True, related_name="tenancies")
    parent = ScopedForeignKey("self", null=True, blank=True, related_name="sublets")
    level = models.SmallIntegerField(default=0)
    shared = models.BooleanField(_("shared"), default=False)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    during = date_range("starts", "ends")
    share = models.GeneratedField(
        expression=Case(When(shared=True, then=Value(SHARED)), default=F("id")),
        output_field=models.UUIDField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("tenancy")
        constraints = [
            *walls("tenants_tenancy", enterprise="tenants_enterprise"),
            not_empty("tenants_tenancy_lasts"),
            # Only while the unit exists, and a sublet only while what it is let from lasts.
            CompositeForeignKey(
                fields=["unit"],
                to="tenants_unit",
                period="during",
                to_period="existence",
                name="tenants_tenancy_unit_fk",
            ),
            TemporalUnique(name="tenants_tenancy_period_key", period="during"),
            CompositeForeignKey(
                fields=["parent"],
                to="tenants_tenancy",
                period="during",
                to_period="during",
                name="tenants_tenancy_parent_fk",
            ),
            # The contract is one of the same enterprise.
            CompositeForeignKey(
                fields=["enterprise", "contract"],
                to="tenants_contract",
                to_columns=["enterprise_id", "id"],
                name="tenants_tenancy_contract_fk",
            ),
            # No tenancy without the claim that keeps others out, on its unit and its days, and none that
            # claims to share what it has for itself.
            CompositeForeignKey(
                fields=["id", "unit", "level", "during", "share"],
                to="tenants_claim",
                to_columns=["tenancy_id", "node_id", "level", "during", "share"],
                name="tenants_tenancy_claimed",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, level=0) | Q(parent__isnull=False, level__gt=0),
                name="tenants_tenancy_level",
            ),
            ExclusionConstraint(
                name="tenants_tenancy_same_once",
                expressions=[
                    ("district", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("enterprise", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["district", "enterprise", "starts"], name="tenants_tenancy_of_enterprise"),
            models.Index(fields=["district", "unit", "starts"], name="tenants_tenancy_on_unit"),
            models.Index(fields=["district", "starts"], name="tenants_tenancy_starting"),
            models.Index(fields=["district", "ends"], name="tenants_tenancy_ending"),
            models.Index(fields=["district", "contract"], name="tenants_tenancy_signed"),
            models.Index(fields=["district", "parent"], name="tenants_tenancy_sublets"),
        ]


class Claim(Scoped):
    """What a tenancy takes of the space tree: its unit, and a place in each unit around it.

    Two claims on one node, at one level, on a common day exclude each other unless their `share` is
    the same: an exclusive tenancy's own id, one value for all shared tenancies, one for all claims
    from rooms within. The `<>` says in one line what ranges of modes would need two for.
    """

    tenancy = ScopedForeignKey(Tenancy, related_name="claims")
    node = ScopedForeignKey(Unit, related_name="claims")
    level = models.SmallIntegerField()
    share = models.UUIDField()
    during = DateRangeField()

    class Meta:
        constraints = [
            *walls("tenants_claim", tenancy="tenants_tenancy", node="tenants_unit"),
            models.UniqueConstraint(
                fields=["district", "tenancy", "node", "level", "during", "share"],
                name="tenants_claim_of_tenancy",
            ),
            models.CheckConstraint(condition=Q(during__isempty=False), name="tenants_claim_lasts"),
            ExclusionConstraint(
                name="tenants_claim_excludes",
                expressions=[
                    ("district", RangeOperators.EQUAL),
                    ("node", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                    ("share", RangeOperators.NOT_EQUAL),
                ],
            ),
        ]
