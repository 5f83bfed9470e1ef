from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.constraints import CompositeForeignKey, TemporalUnique
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.rules.visible import SHOWING

from .places import Building, Floor


def date_range(starts: str, ends: str) -> models.GeneratedField:
    """`[starts, ends)` as a stored range: for constraints only. Reads compare the plain columns,
    since range operators cannot be index conditions beneath row-level security."""
    return models.GeneratedField(
        expression=Func(F(starts), F(ends), function="daterange"),
        output_field=DateRangeField(),
        db_persist=True,
    )


def not_empty(name: str, starts: str = "starts", ends: str = "ends") -> models.CheckConstraint:
    """An empty range would pass every exclusion constraint."""
    return models.CheckConstraint(condition=Q(**{f"{starts}__lt": F(ends)}), name=name)


class UnitUse(models.TextChoices):
    OFFICE = "OFFICE", _("office")
    HOTEL = "HOTEL", _("hotel")
    RETAIL = "RETAIL", _("retail")
    STREET_RETAIL = "STREET_RETAIL", _("street retail")
    STORAGE = "STORAGE", _("storage")
    PARKING = "PARKING", _("parking")
    PUBLIC = "PUBLIC", _("shared by all")


class UnitState(models.TextChoices):
    TO_LET = "TO_LET", _("to let")
    RESERVED = "RESERVED", _("reserved")
    FITTING_OUT = "FITTING_OUT", _("fitting out")
    OWN_USE = "OWN_USE", _("own use")
    OUT_OF_USE = "OUT_OF_USE", _("out of use")


class Unit(Scoped):
    """A room, a shop, a hall (单元、房号、铺位), from the day it exists to the day it is split or merged.

    Areas are in cm². A unit may contain units; `parent` is the one around it.
    """

    building = ScopedForeignKey(Building, related_name="units")
    floor = ScopedForeignKey(Floor, related_name="units")
    parent = ScopedForeignKey("self", null=True, blank=True, related_name="rooms")
    label = models.CharField(_("label"), max_length=40)
    use = models.CharField(_("use"), max_length=20, choices=UnitUse.choices, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=UnitState.choices, blank=True)
    built_area_cm2 = models.BigIntegerField(null=True, blank=True)
    lettable_area_cm2 = models.BigIntegerField(null=True, blank=True)
    exists_from = models.DateField(null=True, blank=True)
    exists_until = models.DateField(null=True, blank=True)
    existence = date_range("exists_from", "exists_until")

    class Meta:
        verbose_name = _("unit")
        ordering = ["building", "floor", "label"]
        constraints = [
            *walls("tenants_unit", parent="tenants_unit"),
            # The floor is one of the same building.
            CompositeForeignKey(
                fields=["building", "floor"],
                to="tenants_floor",
                to_columns=["building_id", "id"],
                name="tenants_unit_floor_fk",
            ),
            CompositeForeignKey(fields=["building"], to="tenants_building", name="tenants_unit_building_fk"),
            TemporalUnique(name="tenants_unit_period_key", period="existence"),
            not_empty("tenants_unit_exists", "exists_from", "exists_until"),
            models.CheckConstraint(condition=Q(label__regex=SHOWING), name="tenants_unit_labelled"),
            models.CheckConstraint(
                condition=Q(lettable_area_cm2__gt=0) & Q(built_area_cm2__gt=0),
                name="tenants_unit_area_positive",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="tenants_unit_not_in_itself"
            ),
            ExclusionConstraint(
                name="tenants_unit_label_once",
                expressions=[
                    ("district", RangeOperators.EQUAL),
                    ("building", RangeOperators.EQUAL),
                    ("label", RangeOperators.EQUAL),
                    ("existence", RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.DEFERRED,  # a merge may keep the label of one of its parts
            ),
        ]
        indexes = [
            models.Index(fields=["district", "building", "label"], name="tenants_unit_by_label"),
            models.Index(fields=["district", "floor", "label"], name="tenants_unit_by_floor"),
            models.Index(fields=["district", "parent"], name="tenants_unit_by_parent"),
        ]

    def __str__(self) -> str:
        return self.label


class UnitAlias(Scoped):
    """Another way people write a unit's label."""

    unit = ScopedForeignKey(Unit, related_name="aliases")
    alias = models.CharField(_("alias"), max_length=40)
    folded = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("unit alias")
        constraints = [
            *walls("tenants_unitalias", unit="tenants_unit"),
            models.UniqueConstraint(fields=["district", "unit", "folded"], name="tenants_unitalias_once"),
        ]


class Ownership(Scoped):
    """Who owns a unit (业主), over a range: a person or an enterprise. For mandate holders only."""

    unit = ScopedForeignKey(Unit, related_name="ownerships")
    person = ScopedForeignKey("tenants.Person", null=True, blank=True, related_name="ownerships")
    enterprise = ScopedForeignKey("tenants.Enterprise", null=True, blank=True, related_name="ownerships")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("ownership")
        constraints = [
            *walls(
                "tenants_ownership",
                unit="tenants_unit",
                person="tenants_person",
                enterprise="tenants_enterprise",
            ),
            not_empty("tenants_ownership_lasts"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(enterprise__isnull=True),
                name="tenants_ownership_one_owner",
            ),
        ]
        indexes = [models.Index(fields=["district", "unit"], name="tenants_ownership_of")]
