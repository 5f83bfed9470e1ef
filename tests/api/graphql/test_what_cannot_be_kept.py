"""What no calendar, no area and no column can hold is refused in a sentence, at its place."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Act, Contract, Tenancy, Unit
from tests.factories.town import Side, Town

ERRORS = "errors { code path message }"
MUTATIONS = {
    "moveIn": f"mutation($input: MoveInInput!) {{ done: moveIn(input: $input) {{ {ERRORS} }} }}",
    "moveOut": f"mutation($input: MoveOutInput!) {{ done: moveOut(input: $input) {{ {ERRORS} }} }}",
    "renew": f"mutation($input: RenewInput!) {{ done: renew(input: $input) {{ {ERRORS} }} }}",
    "split": f"mutation($input: SplitUnitInput!) {{ done: splitUnit(input: $input) {{ {ERRORS} }} }}",
    "merge": f"mutation($input: MergeUnitsInput!) {{ done: mergeUnits(input: $input) {{ {ERRORS} }} }}",
}
TODAY, END_OF_TIME = "2026-11-01", "9999-12-31"


def parts(first: Any, second: Any = None, label: str = "1204B") -> dict[str, Any]:
    return {
        "unit": "empty",
        "on": TODAY,
        "into": [{"label": "1204A", "areaM2": first}, {"label": label, "areaM2": second}],
    }


def contract(**terms: Any) -> dict[str, Any]:
    return {"tenancy": "there", "contract": terms}


BAD: dict[str, tuple[str, dict[str, Any], str, list[str]]] = {
    "a stay to the end of time": (
        "moveIn", {"enterprise": "", "unit": "empty", "until": END_OF_TIME}, "OUT_OF_RANGE", ["until"]),
    "a contract to the end of time": (
        "moveIn", {"enterprise": "", "unit": "empty", "contract": {"until": END_OF_TIME}},
        "OUT_OF_RANGE", ["contract", "until"]),
    "a last day at the end of time": (
        "moveOut", {"tenancy": "there", "lastDay": END_OF_TIME}, "OUT_OF_RANGE", ["lastDay"]),
    "a renewal to the end of time": (
        "renew", contract(until=END_OF_TIME), "OUT_OF_RANGE", ["contract", "until"]),
    "nothing signed for": ("renew", contract(areaM2=0), "OUT_OF_RANGE", ["contract", "areaM2"]),
    "less than nothing": ("renew", contract(areaM2=-5), "OUT_OF_RANGE", ["contract", "areaM2"]),
    "less than can be told": ("renew", contract(areaM2=1e-9), "OUT_OF_RANGE", ["contract", "areaM2"]),
    "larger than the sea": ("renew", contract(areaM2=1e16), "OUT_OF_RANGE", ["contract", "areaM2"]),
    "larger than all": ("renew", contract(areaM2=1e308), "OUT_OF_RANGE", ["contract", "areaM2"]),
    "a part of nothing": ("split", parts(50, 0), "OUT_OF_RANGE", ["into", "1", "areaM2"]),
    "a part beyond all": ("split", parts(1e308), "OUT_OF_RANGE", ["into", "0", "areaM2"]),
    "a merged unit of nothing": (
        "merge", {"units": ["empty"], "on": TODAY, "into": {"label": "x", "areaM2": -1}},
        "OUT_OF_RANGE", ["into", "areaM2"]),
    "a part without a label": ("split", parts(50, 50, ""), "NAME_MISSING", ["into", "1", "label"]),
    "a part whose label shows nothing": (
        "split", parts(50, 50, "\u3164\u200b"), "NAME_MISSING", ["into", "1", "label"]),
}  # fmt: skip


def filled(side: Side, given: dict[str, Any]) -> dict[str, Any]:
    known = {
        "enterprise": encode("Enterprise", side.enterprise.id),
        "unit": encode("Unit", side.empty_unit.id),
        "tenancy": encode("Tenancy", side.tenancy.id),
        "units": [encode("Unit", side.unit.id), encode("Unit", side.empty_unit.id)],
    }
    acting = {"actingAs": encode("Mandate", side.manager_mandate.id)}
    return acting | {name: known.get(name, value) for name, value in given.items()}


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_at_its_place_and_nothing_is_written(
    town: Town, ask: Callable[..., Any], name: str
) -> None:
    home = town.home
    mutation, given, code, path = BAD[name]

    def rows() -> list[int]:
        with scope(home.district):
            return [model.objects.count() for model in (Act, Tenancy, Contract, Unit)]

    before = rows()
    manager = ask(home.district, home.manager)
    [error] = manager.data(MUTATIONS[mutation], input=filled(home, given))["done"]["errors"]
    assert (error["code"], error["path"]) == (code, path)
    assert error["message"]
    assert rows() == before


def test_the_day_before_the_last_of_all_is_kept(town: Town, ask: Callable[..., Any]) -> None:
    given = filled(town.home, {"tenancy": "there", "lastDay": "9999-12-30"})
    assert ask(town.home.district, town.home.manager).data(MUTATIONS["moveOut"], input=given)["done"] == {
        "errors": []
    }


def cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize("value", [5, -1, 10**30, "soon", "0001-01-01T00:00:00+14:00", "", None, 1.5, True])
@pytest.mark.parametrize(
    ("field", "order"),
    [("acts", "act-latest"), ("listings", "newest"), ("listings(orderBy: ENDING_SOON)", "ending")],
)
def test_a_cursor_with_something_else_in_a_date_is_none(
    town: Town, ask: Callable[..., Any], field: str, order: str, value: Any
) -> None:
    made = cursor(order, value, str(town.home.enterprise.id))
    page = f'first: 1, after: "{made}"'
    call = field.replace("(", f"({page}, ") if "(" in field else f"{field}({page})"
    answer = ask(town.home.district, town.home.manager)(f"{{ {call} {{ edges {{ cursor }} }} }}")
    codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
    assert codes == ["BAD_CURSOR"] or (value == "0001-01-01T00:00:00+14:00" and codes == [])


@pytest.mark.parametrize("depth", [60, 900, 5_000])
def test_variables_nested_without_end_are_too_dear(town: Town, ask: Callable[..., Any], depth: int) -> None:
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    raw = '{"query": ' + json.dumps(query) + ', "variables": {"ids": ' + "[" * depth + "]" * depth + "}}"
    answer = Client().post("/d/home/graphql", raw, "application/json", headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] in ("TOO_DEAR", "NOT_JSON")
