"""Six rosters as property managers keep them come out as a careful reader would read them."""

import csv
import json
from typing import Any

import pytest

from tenants.roster.checked import CheckedRow
from tenants.roster.pipeline import read_roster
from tenants.roster.places import Towers
from tests.shared import shared_file

FILES = ("roster-1.xlsx", "roster-2.xlsx", "roster-3.xls", "roster-4.xls", "roster-5.xls", "roster-7.csv")


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
