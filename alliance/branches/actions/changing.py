"""What an organisation is called, what it is, who is above it, what it says about itself."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.branches.models import OrganisationKind, PartyOrganisation
from alliance.branches.rules.founding import check_standing
from alliance.branches.rules.words import tidy
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.errors import NotFound, Refusal

from .founding import LONGEST_DESCRIPTION, LONGEST_NAME, named
from .steps import changed, lock_tree, locked

FIELDS = frozenset({"name", "kind", "superior_id", "superior_name", "description"})


def change(
    *, by: Author, organisation_id: UUID, expected_version: int | None = None, **fields: Any
) -> PartyOrganisation:
    """Change some of its `FIELDS`; the others stay. The description is its secretary's, the rest has papers.

    Raises Refusal `SUPERIOR_INVALID` where somebody would be above itself, `NAME_TAKEN`, `VERSION_CHANGED`.
    """
    if unknown := fields.keys() - FIELDS:
        raise TypeError(f"Not said of a Party organisation: {', '.join(sorted(unknown))}")
    tree = lock_tree() if fields.get("superior_id") else {}
    verbs = {"description": "keep"}
    needed = {verbs.get(name, "change") for name in fields} or {"keep"}
    organisation = locked(by, organisation_id, *sorted(needed), expected_version=expected_version)
    check_standing(organisation)
    values = _columns(organisation, fields)
    if values.get("superior_id"):
        _check_superior(tree, organisation_id, values["superior_id"])
    with act("party_organisation.change", by=by, summary=organisation.name) as record:
        changed(record, organisation, **values)
    return organisation


def _columns(organisation: PartyOrganisation, fields: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "name" in fields:
        values |= named(fields["name"])
    if "kind" in fields:
        values["kind"] = OrganisationKind(fields["kind"])
    if "description" in fields:
        values["description"] = tidy(fields["description"], LONGEST_DESCRIPTION, "description")
    if "superior_id" in fields:
        values |= {"superior_id": fields["superior_id"], "superior_name": ""}
    if fields.get("superior_name") or ("superior_name" in fields and "superior_id" not in fields):
        outside = tidy(fields["superior_name"], LONGEST_NAME, "superiorName")
        if fields.get("superior_id") or (
            outside and "superior_id" not in fields and organisation.superior_id
        ):
            message = _("Name a superior in the district or one outside of it, not both.")
            raise Refusal("SUPERIOR_INVALID", message, ("superiorName",))
        values["superior_name"] = outside
    return values


def _check_superior(tree: dict[UUID, UUID | None], organisation_id: UUID, superior_id: UUID) -> None:
    """Nobody is above itself, however many stand between."""
    if superior_id not in tree:
        raise NotFound(_("There is no such Party organisation."), ("superior",))
    above: UUID | None = superior_id
    while above is not None:
        if above == organisation_id:
            message = _("An organisation cannot be above itself.")
            raise Refusal("SUPERIOR_INVALID", message, ("superior",))
        above = tree[above]
