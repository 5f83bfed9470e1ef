from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls


class Building(Scoped):
    """A tower (楼宇). Its office is the principal whose property managers answer for it."""

    name = models.CharField(_("name"), max_length=80)
    ordinal = models.IntegerField(_("order"))
    office = ScopedForeignKey("tenants.Principal", null=True, blank=True, related_name="buildings")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("building")
        ordering = ["ordinal", "id"]
        constraints = [
            *walls("tenants_building", office="tenants_principal"),
            models.UniqueConstraint(fields=["district", "name"], name="tenants_building_name_once"),
        ]
        indexes = [models.Index(fields=["district", "office"], name="tenants_building_office")]

    def __str__(self) -> str:
        return self.name


class BuildingAlias(Scoped):
    """Another way people write a building: A座 = A栋 = 1号楼. `folded` is what is compared."""

    building = ScopedForeignKey(Building, related_name="aliases")
    alias = models.CharField(_("alias"), max_length=80)
    folded = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("building alias")
        ordering = ["alias"]
        constraints = [
            *walls("tenants_buildingalias", building="tenants_building"),
            models.UniqueConstraint(fields=["district", "folded"], name="tenants_buildingalias_once"),
        ]
        indexes = [models.Index(fields=["district", "building"], name="tenants_buildingalias_of")]


class Floor(Scoped):
    """A floor: the label people use (B1, LG, 3A, 12A, 夹层) and its order from the lowest up."""

    building = ScopedForeignKey(Building, related_name="floors")
    label = models.CharField(_("label"), max_length=20)
    ordinal = models.IntegerField(_("order"))

    class Meta:
        verbose_name = _("floor")
        ordering = ["building", "ordinal"]
        constraints = [
            *walls("tenants_floor", building="tenants_building"),
            models.UniqueConstraint(
                fields=["district", "building", "label"], name="tenants_floor_label_once"
            ),
            models.UniqueConstraint(
                fields=["district", "building", "ordinal"],
                name="tenants_floor_order_once",
                deferrable=models.Deferrable.DEFERRED,  # a floor slipped in between moves the others
            ),
            models.UniqueConstraint(fields=["district", "building", "id"], name="tenants_floor_of_building"),
        ]

    def __str__(self) -> str:
        return self.label
