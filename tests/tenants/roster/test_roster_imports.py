"""The rosters of the brief come out as expected, dry run and applied; the same file twice changes nothing."""

import json
from typing import Any

import pytest

from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.models import Act, Contact, Contract, District, Enterprise, RosterBatch, Tenancy, Unit
from tenants.roster.actions.importing import take_back_roster
from tenants.rules.building_plans import read_plans
from tests.shared import shared_file
from tests.tenants.roster.importing import a_rostered_district, imported
from tests.tenants.roster.test_roster_expected import FILES, without_reasons

FULL = pytest.mark.full
MODELS = (Enterprise, Tenancy, Contract, Unit, Contact)


def in_expected_words(row: dict[str, Any]) -> dict[str, Any]:
    """A row of --json in the words of the expected file."""
    where = {"sheet": row["sheet"], "row": row["row"]}
    tower = {"tower": (row["building"] or "?").removesuffix("座"), "units": row["units"]}
    match row["verdict"]:
        case "ignored":
            return {**where, "ignored": True}
        case "unit":
            return {**where, "unit": True, "unit_state": row["unit_state"], **tower}
        case "refused" | "asked":
            columns = [problem["column"] for problem in row["problems"]]
            return {**where, "ok": False, "name": row["name"], "column": columns}
    read = {
        **where,
        "ok": True,
        **{"name": row["name"], "uscc": row["uscc"], **tower, "area": float(row["area"])},
        **{"since": row["from"], "until": row["contract_to"], "phone": row["phone"]},
    }
    return {**read, "former": row["former_names"]} if row["former_names"] else read


def counts(district: District) -> dict[str, int]:
    with scope(district):
        return {model.__name__: model.objects.count() for model in MODELS}


# The first two are the cut that must always hold; the others take a minute.
WITH_FULL = [
    name if name in ("roster-2.xlsx", "roster-4.xls") else pytest.param(name, marks=FULL) for name in FILES
]


@pytest.mark.parametrize("name", WITH_FULL)
def test_a_roster_comes_out_as_expected_dry_run_and_applied(transactional_db: None, name: str) -> None:
    folder = shared_file("rosters")
    expected = json.loads((folder / name).with_suffix(".expected.json").read_text("utf-8"))
    rows = [without_reasons(row) for row in expected["rows"]]
    district = a_rostered_district(plans=read_plans((folder / "buildings.csv").read_bytes()))
    empty = counts(district)

    dry = imported(district, folder / name, dry_run=True)
    assert [in_expected_words(row) for row in dry["rows"]] == rows
    assert (dry["batch"], dry["dropped_columns"]) == (None, expected["dropped_columns"])
    assert {row["verdict"] for row in dry["rows"]} <= {"new", "unit", "asked", "refused", "ignored"}
    assert counts(district) == empty

    assert imported(district, folder / name)["batch"] is None, "all or nothing"
    assert counts(district) == empty

    applied = imported(district, folder / name, skip_bad=True)
    assert [in_expected_words(row) for row in applied["rows"]] == rows
    accepted = [row for row in expected["rows"] if row.get("ok")]
    with scope(district):
        assert RosterBatch.objects.get().id.hex == applied["batch"].replace("-", "")
        assert Enterprise.objects.count() == expected["companies"]
        tenancies = Tenancy.objects.select_related("enterprise", "unit__building", "contract")
        written = {
            (each.unit.building.name[0], each.unit.label): (each.enterprise.name, each.starts, each.contract)
            for each in tenancies
        }
        for row in accepted:
            for unit in row["units"]:
                company, starts, contract = written.pop((row["tower"], unit))
                assert contract is not None
                assert (company, contract.lettable_area_cm2) == (row["name"], round(row["area"] * 10_000))
                assert (starts and starts.isoformat()) == row["since"]
        assert written == {}

    again = imported(district, folder / name, skip_bad=True)
    assert again["batch"] is None and again["summary"]["unchanged"] == len(accepted)
    with scope(district):
        assert Act.objects.filter(verb="roster.import").count() == 1


@FULL
def test_a_batch_is_taken_back_whole(transactional_db: None) -> None:
    folder = shared_file("rosters")
    district = a_rostered_district(plans=read_plans((folder / "buildings.csv").read_bytes()))
    empty = counts(district)
    applied = imported(district, folder / "roster-2.xlsx", skip_bad=True)
    with scope(district):
        take_back_roster(by=OPERATOR, batch_id=applied["batch"])
    assert counts(district) == empty
    assert imported(district, folder / "roster-2.xlsx", skip_bad=True)["summary"]["new"] == 273
