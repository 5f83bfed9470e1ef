from datetime import date
from typing import Any
from uuid import UUID

import graphene

from api.graphql.base import READ_DIRECTORY, Guarded, HouseType
from api.graphql.enums import choices_of, enum_of
from api.graphql.peers import follow, listed, load
from tenants.isolation.scope import current_district_id
from tenants.models import Building, BuildingAlias, Floor, Unit, UnitUse
from tenants.selectors.occupancy import existing_units, units_let

AS_OF = graphene.Argument(
    graphene.Date,
    description="The day asked about, e.g. `2026-03-31`. Default today; other days for mandate holders.",
)

UnitUseEnum = enum_of(
    UnitUse,
    "What a unit is made for (用途).",
    {
        "OFFICE": "Office (写字楼).",
        "HOTEL": "Hotel (酒店).",
        "RETAIL": "Shop inside of a building (商铺).",
        "STREET_RETAIL": "Shop on the street (沿街商铺).",
        "STORAGE": "Store room (仓储).",
        "PARKING": "Parking (车位).",
        "PUBLIC": "Shared by all (公共区域).",
    },
)

UnitStateEnum = choices_of(
    "UnitState",
    "How it stands with a unit today.",
    {
        "LET": "Somebody is on it (已入驻), also when their contract has run out.",
        "VACANT": "Nobody is on it, and nothing else is known (空置).",
        "TO_LET": "Nobody is on it; offered (待租).",
        "RESERVED": "Nobody is on it yet; promised (已订).",
        "FITTING_OUT": "Being fitted out for whoever comes (装修中).",
        "OWN_USE": "Used by its owner or the property office (自用).",
        "OUT_OF_USE": "Not to be used (停用).",
    },
)


class BuildingType(HouseType):
    class Meta:
        name = "Building"
        model = Building
        permission = READ_DIRECTORY
        description = "A tower (楼宇), e.g. A座."

    name = graphene.String(required=True, description="Its name, e.g. `A座`.")
    aliases = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Other ways to write it, e.g. `A栋`, `1号楼`.",
    )
    floors = graphene.List(
        graphene.NonNull(lambda: FloorType), required=True, description="Its floors from the lowest up."
    )

    def resolve_aliases(building: Any, info: Any) -> list[str]:
        return [alias.alias for alias in _of_buildings(building, "aliases", BuildingAlias, "alias")]

    def resolve_floors(building: Any, info: Any) -> list[Floor]:
        return _of_buildings(building, "floors", Floor, "ordinal")


def _of_buildings(building: Building, what: str, model: Any, order: str) -> list[Any]:
    def read(buildings: list[Building]) -> dict[UUID, list[Any]]:
        rows = model.objects.filter(district=current_district_id(), building__in=[b.pk for b in buildings])
        return listed(rows.order_by(order, "id"), "building_id")

    return load(building, what, read, [])


class FloorType(HouseType):
    class Meta:
        name = "Floor"
        model = Floor
        permission = READ_DIRECTORY
        description = "A floor of a building, e.g. 12A or B1."

    label = graphene.String(required=True, description="As people call it, e.g. `12A`, `B1`, `夹层`.")
    units = graphene.List(
        graphene.NonNull(lambda: UnitType),
        as_of=AS_OF,
        description="The units that exist on that day, by label. Null where the day may not be asked about.",
    )

    def resolve_units(floor: Any, info: Any, as_of: date | None = None) -> list[Unit]:
        day = info.context.day(as_of)

        def read(floors: list[Floor]) -> dict[UUID, list[Unit]]:
            there = existing_units(day).filter(
                district=current_district_id(), floor__in=[f.pk for f in floors]
            )
            return listed(there.order_by("label", "id"), "floor_id")

        return load(floor, ("units", day), read, [])


class UnitType(HouseType):
    class Meta:
        name = "Unit"
        model = Unit
        permission = READ_DIRECTORY
        description = "A room, a shop, a hall (单元、房号、铺位). A unit may lie in another one."

    label = graphene.String(required=True, description="The number on the door, e.g. `1203`.")
    building = graphene.Field(BuildingType, required=True, description="The building it stands in.")
    floor = graphene.Field(FloorType, required=True, description="The floor it lies on.")
    use = Guarded(
        UnitUseEnum,
        permission=("read", "unit.details"),
        description="What it is made for, if that is known; null to the public.",
    )
    state = UnitStateEnum(required=True, description="How it stands with it today.")
    area_m2 = Guarded(
        graphene.Float,
        permission=("read", "unit.details"),
        description="Lettable (else built) area in m², e.g. `120.5`; null to the public.",
    )
    parent = graphene.Field(lambda: UnitType, description="The unit around it, e.g. the hall of a room.")

    def resolve_building(unit: Any, info: Any) -> Building:
        return follow(unit, "building")

    def resolve_floor(unit: Any, info: Any) -> Floor:
        return follow(unit, "floor")

    def resolve_parent(unit: Any, info: Any) -> Unit | None:
        return follow(unit, "parent")

    def resolve_use(unit: Any, info: Any) -> str | None:
        return unit.use or None

    def resolve_state(unit: Any, info: Any) -> str:
        def read(units: list[Unit]) -> dict[UUID, bool]:
            let = units_let([u.pk for u in units], info.context.today)
            return dict.fromkeys(let, True)

        return "LET" if load(unit, "let", read, False) else unit.state or "VACANT"

    def resolve_area_m2(unit: Any, info: Any) -> float | None:
        cm2 = unit.lettable_area_cm2 or unit.built_area_cm2
        return cm2 / 10_000 if cm2 else None
