from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenants.models import Building, Floor, Tenancy, Unit

from .pages import DistrictPage
from .site import site

M2 = 10_000


@admin.register(Building, site=site)
class BuildingPage(DistrictPage):
    view_right = ("read", "directory")
    list_display = ("name", "office_name", "updated_at")
    fields = ("name", "ordinal", "office_name", "updated_at")
    readonly_fields = ("office_name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Building]:
        return super().get_queryset(request).select_related("office")

    @admin.display(description=_("property office"))
    def office_name(self, building: Building) -> str:
        return building.office.name if building.office else "—"


@admin.register(Floor, site=site)
class FloorPage(DistrictPage):
    view_right = ("read", "directory")
    list_display = ("label", "building", "ordinal")
    list_filter = ("building",)
    list_select_related = ("building",)
    ordering = ("building__ordinal", "ordinal")


@admin.register(Unit, site=site)
class UnitPage(DistrictPage):
    view_right = ("read", "directory")
    list_display = ("label", "building", "floor", "use", "state", "area_m2", "exists_from", "exists_until")
    list_filter = ("building", "use", "state")
    list_select_related = ("building", "floor")
    search_fields = ("label",)
    ordering = ("building__ordinal", "floor__ordinal", "label")
    fields = (*list_display, "parent")
    readonly_fields = ("area_m2",)

    @admin.display(description=_("lettable m²"), ordering="lettable_area_cm2")
    def area_m2(self, unit: Unit) -> str:
        return f"{unit.lettable_area_cm2 / M2:.2f}" if unit.lettable_area_cm2 else "—"


@admin.register(Tenancy, site=site)
class TenancyPage(DistrictPage):
    """Moves are made by the property office; here one looks."""

    view_right = ("read", "tenancy.dates")
    list_display = ("enterprise", "place", "shared", "starts", "ends", "contract_ends")
    list_filter = ("unit__building", "shared")
    list_select_related = ("enterprise", "unit__building", "contract")
    search_fields = ("enterprise__name", "unit__label")
    ordering = ("-starts", "-id")
    fields = ("enterprise", "place", "shared", "level", "starts", "ends", "contract_ends")
    readonly_fields = ("place", "contract_ends")

    @admin.display(description=_("unit"))
    def place(self, tenancy: Tenancy) -> str:
        return f"{tenancy.unit.building.name}{tenancy.unit.label}"

    @admin.display(description=_("contract until"), ordering="contract__ends")
    def contract_ends(self, tenancy: Tenancy) -> object:
        return tenancy.contract.ends if tenancy.contract else None
