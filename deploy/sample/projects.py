"""The projects of the sample, read from `projects.toml`: posted, claimed and delivered as members do it."""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from alliance.resources.actions import (
    claim_part,
    confirm_claim,
    deliver_claim,
    post_listing,
    report_progress,
)
from alliance.resources.models import ListingCategory, ListingKind, ProjectPart
from alliance.resources.rules import PartTerms, Terms
from deploy.sample.plan import DistrictPlan
from deploy.sample.rows.enterprises import Enterprises
from tenants.acts.authors import Author
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import District, Principal

FILE = Path(__file__).with_name("projects.toml")
OFFICES = {"SECRETARIAT": "SECRETARIAT", "BUILDING_OFFICE": "PROPERTY_MANAGER"}


def begin(plan: DistrictPlan, district: District, enterprises: Enterprises) -> None:
    """Post them, those whose members are there, and let others claim. Call it once everybody is appointed."""
    with scope(district):
        authors = _authors(plan, enterprises)
        for told in tomllib.loads(FILE.read_text("utf-8"))["project"]:
            if told["by"] in authors:
                _begin(told, authors)


def _authors(plan: DistrictPlan, enterprises: Enterprises) -> dict[str, Author]:
    """Who acts: an office by its kind, the first enterprise of a trade. No account: nobody was there."""
    found = {
        kind: Author(role=role, principal_id=office)
        for kind, role in OFFICES.items()
        if (office := Principal.objects.filter(kind=kind).values_list("id", flat=True).first())
    }
    for one in plan.enterprises:
        found.setdefault(one.trade, Author(role="LIAISON", principal_id=enterprises[id(one)].id))
    return found


def _begin(told: dict[str, Any], authors: dict[str, Author]) -> None:
    owner = authors[told["by"]]
    terms = Terms(
        title=told["title"],
        description=told.get("text", ""),
        category=ListingCategory(told["category"]),
        place=told.get("place", ""),
        tags=tuple(told.get("tags", ())),
        last_day=_day(told.get("days")),
        parts=tuple(_part(part) for part in told["parts"]),
    )
    project = post_listing(by=owner, kind=ListingKind.PROJECT, terms=terms)
    parts = ProjectPart.objects.filter(listing=project).order_by("ordinal").values_list("id", flat=True)
    for part_id, part in zip(parts, told["parts"], strict=True):
        for claim in part.get("claims", ()):
            if claim["by"] in authors:
                _claim(part_id, claim, authors[claim["by"]], owner)


def _claim(part_id: UUID, told: dict[str, Any], by: Author, owner: Author) -> None:
    claim = claim_part(by=by, part_id=part_id, quantity=Decimal(told["many"]))
    if "says" in told:
        report_progress(by=by, claim_id=claim, progress=told["says"])
    if told.get("state") in ("DELIVERED", "CONFIRMED"):
        deliver_claim(by=by, claim_id=claim)
    if told.get("state") == "CONFIRMED":
        confirm_claim(by=owner, claim_id=claim)


def _part(told: dict[str, Any]) -> PartTerms:
    return PartTerms(
        title=told["title"],
        quantity=Decimal(told.get("many", 1)),
        measure=told.get("measure", ""),
        due=_day(told.get("due")),
    )


def _day(days: int | None) -> date | None:
    return None if days is None else today() + timedelta(days=days)
