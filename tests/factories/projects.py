from decimal import Decimal
from typing import Any

from alliance.resources.actions import claim_part
from alliance.resources.models import Listing, ListingKind, PartClaim, ProjectPart
from alliance.resources.rules import PartTerms
from tenants.acts.authors import Author

from .listings import a_listing


def a_project(by: Author, *parts: tuple[str, int], title: str = "公益市集", **terms: Any) -> Listing:
    """A project with these parts, each a title and how much of it there is."""
    said = tuple(PartTerms(title=name, quantity=Decimal(many)) for name, many in parts or (("志愿者", 10),))
    return a_listing(by, title, kind=ListingKind.PROJECT, parts=said, **terms)


def the_part(project: Listing, ordinal: int = 0) -> ProjectPart:
    return ProjectPart.objects.get(listing=project, ordinal=ordinal)


def a_claim(by: Author, part: ProjectPart, many: int = 1) -> PartClaim:
    return PartClaim.objects.get(id=claim_part(by=by, part_id=part.id, quantity=Decimal(many)))
