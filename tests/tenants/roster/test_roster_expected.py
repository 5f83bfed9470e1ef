"""Six rosters as property managers keep them come out as a careful reader would read them: read, in a dry run
and applied; the same file twice changes nothing."""

import csv
import json
from typing import Any

import pytest

from tenants.isolation.scope import scope
from tenants.models import Act, Contact, Contract, District, Enterprise, RosterBatch, Tenancy, Unit
from tenants.roster.checked import CheckedRow
from tenants.roster.pipeline import read_roster
from tenants.roster.places import Towers
from tenants.rules.building_plans import read_plans
from tests.shared import shared_file
from tests.tenants.roster.importing import a_rostered_district, imported

FILES = ("roster-1.xlsx", "roster-2.xlsx", "roster-3.xls", "roster-4.xls", "roster-5.xls", "roster-7.csv")

MODELS = (Enterprise, Tenancy, Contract, Unit, Contact)


def as_expected(row: CheckedRow) -> dict[str, Any]:
    """Our row in the words of the expected file."""
    where: dict[str, Any] = {"sheet": row.sheet, "row": row.number}
    if row.kind == "sum":
        return {**where, "ignored": True}
    place = {"tower": (row.building or "?").removesuffix("座"), "units": [unit.text for unit in row.units]}
    stopped = row.is_refused or row.is_asked
    if row.kind == "unit" and not stopped:
        return {**where, "unit": True, "unit_state": row.unit_state, **place}
    if stopped:
        return {
            **where,
            "ok": False,
            "name": row.name,
            "column": [problem.column for problem in row.problems],
        }
    read = {
        **where,
        "ok": True,
        "name": row.name,
        "uscc": row.uscc,
        **place,
        "area": (row.area_cm2 or 0) / 10_000,
        "since": row.starts and row.starts.isoformat(),
        "until": row.contract_to and row.contract_to.isoformat(),
        "phone": row.phone,
    }
    return {**read, "former": list(row.former_names)} if row.former_names else read


def without_reasons(row: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in row.items() if key != "why"}
    if "column" in kept:
        kept["column"] = [kept["column"]]
    if isinstance(kept.get("former"), str):
        kept["former"] = [kept["former"]]
    return kept


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_read_as_a_careful_reader_would(name: str) -> None:
    folder = shared_file("rosters")
    expected = json.loads((folder / name).with_suffix(".expected.json").read_text("utf-8"))
    with (folder / "buildings.csv").open(encoding="utf-8-sig") as stream:
        towers = Towers({row["name"]: row["aliases"].split("|") for row in csv.DictReader(stream)})
    reading = read_roster(folder / name, towers)
    assert reading.dropped_columns == expected["dropped_columns"]
    assert [as_expected(row) for row in reading.rows] == [without_reasons(row) for row in expected["rows"]]


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


@pytest.mark.parametrize("name", FILES)
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
