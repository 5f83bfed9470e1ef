"""Buildings, floors and units, and how it stands with them today."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from api.graphql.ids import encode
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import BuildingAlias, Unit
from tests.factories.ground import a_building, a_unit, an_enterprise, moved_in, under_contract
from tests.factories.town import Town


def test_the_towers_stand_in_their_order_with_their_names(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        a_building("裙楼", ordinal=-1)
        for alias in ("A栋", "1号楼"):
            BuildingAlias.objects.create(building=town.home.building, alias=alias, folded=alias)
    found = ask(town.home.district).data("{ buildings { name aliases floors { label units { label } } } }")
    assert found["buildings"] == [
        {"name": "裙楼", "aliases": [], "floors": []},
        {
            "name": "A座",
            "aliases": ["1号楼", "A栋"],
            "floors": [{"label": "12", "units": [{"label": "1203"}, {"label": "1204"}]}],
        },
    ]


def test_let_is_computed_from_tenancies_and_the_rest_is_as_stored(
    town: Town, ask: Callable[..., Any]
) -> None:
    with scope(town.home.district):
        tower = town.home.building
        hall = a_unit(tower, "1300")
        a_unit(tower, "1301", parent=hall)
        moved_in(an_enterprise("整层租户有限公司"), hall)
        over = a_unit(tower, "1401")
        under_contract(an_enterprise("到期仍在有限公司"), over, contract_to=today() - timedelta(days=9))
        later = a_unit(tower, "1402")
        moved_in(an_enterprise("未来租户有限公司"), later, starts=today() + timedelta(days=1))
        for label, state in (("1501", "TO_LET"), ("1502", "OWN_USE")):
            Unit.objects.filter(id=a_unit(tower, label).id).update(state=state)
    query = "{ buildings { floors { units { label state parent { label } } } } }"
    [building] = ask(town.home.district).data(query)["buildings"]
    units = {unit["label"]: unit for floor in building["floors"] for unit in floor["units"]}
    assert {label: unit["state"] for label, unit in units.items()} == {
        "1203": "LET",
        "1204": "VACANT",
        "1300": "LET",
        "1301": "LET",
        "1401": "LET",
        "1402": "VACANT",
        "1501": "TO_LET",
        "1502": "OWN_USE",
    }
    assert units["1301"]["parent"] == {"label": "1300"}


def test_areas_are_in_square_metres(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        Unit.objects.filter(id=town.home.unit.id).update(
            lettable_area_cm2=1_205_000, built_area_cm2=1_500_000
        )
        Unit.objects.filter(id=town.home.empty_unit.id).update(lettable_area_cm2=None, built_area_cm2=900_000)
        unknown = a_unit(town.home.building, "1299", area_m2=None)
    node = "query($id: ID!) { node(id: $id) { ... on Unit { areaM2 use } } }"
    for unit, area in ((town.home.unit, 120.5), (town.home.empty_unit, 90.0), (unknown, None)):
        found = ask(town.home.district, town.insider).data(node, id=encode("Unit", unit.id))["node"]
        assert found == {"areaM2": area, "use": None}
