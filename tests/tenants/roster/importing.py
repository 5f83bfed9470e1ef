"""Rosters imported into districts of the test's own making."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from tenants.actions.districts import create_district
from tenants.acts.authors import OPERATOR, Author
from tenants.isolation.scope import scope
from tenants.models import District
from tenants.roster.report import as_json
from tenants.roster.running import Order, run_roster
from tenants.rules.building_plans import BuildingPlan

PLANS = [
    BuildingPlan(name="A座", aliases=["A栋", "1号楼"], floors=["B1", "1", "2", "3", "3A", "5"]),
    BuildingPlan(name="B座", aliases=["B栋", "2号楼"], floors=["1", "2"]),
]


def a_rostered_district(slug: str = "home", plans: list[BuildingPlan] | None = None) -> District:
    """A district with two towers and no units."""
    return create_district(slug=slug, name=slug, by=OPERATOR, buildings=plans or PLANS)


def imported(district: District, file: Path, *, by: Author = OPERATOR, **options: Any) -> dict[str, Any]:
    """Imports as `manage.py roster` does and returns what `--json` prints; creates units by default."""
    options.setdefault("create_units", True)
    with scope(district):
        return as_json(run_roster(Order(file=file, **options), by=by), "en")


def verdicts(report: dict[str, Any]) -> Counter[str]:
    return Counter(row["verdict"] for row in report["rows"])


def asked(report: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Row, column and code of every problem."""
    return [
        (row["row"], problem["column"], problem["code"])
        for row in report["rows"]
        for problem in row["problems"]
    ]


DAY = date(2026, 3, 1)
