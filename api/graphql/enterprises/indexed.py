"""What of a filter the search index knows, and what only the database."""

from typing import Any

from alliance.resources.selectors import is_anybody
from api.graphql.context import Context
from api.graphql.ids import keys_of
from search.fields import MEMBER, NO_MEMBER
from search.selectors import Among
from tenants.models import Enterprise
from tenants.reading.folding import fold

from .filters import matching_enterprises

# The index's filter → that of the schema.
FILTER_OF = {
    "building": "buildings",
    "floor": "floors",
    "branch": "branches",
    "industry": "industries",
    "format": "formats",
    "tag": "tags",
    "sector": "sectors",
    "kind": "kinds",
    "open": "has_open",
    "member": "member",
    "initial": "initial",
}
_IDS = {
    "building": "Building",
    "floor": "Floor",
    "format": "BusinessFormat",
    "branch": "PartyOrganisation",
}


def in_the_index(context: Context, given: Any) -> dict[str, list[str]]:
    """The part of a filter by which the index can narrow for this reader; the database has the last word."""
    known = {name: given[field] for name, field in FILTER_OF.items() if given.get(field) is not None}
    narrowed: dict[str, list[str]] = {
        name: [str(key) for key in keys_of(kind, known[name])] for name, kind in _IDS.items() if name in known
    }
    if "industry" in known:
        narrowed["industry"] = list(known["industry"])
    if "tag" in known:
        narrowed["tag"] = [fold(tag) for tag in known["tag"]]
    for name in ("kind", "sector"):
        if name in known:
            narrowed[name] = [one.value for one in known[name]]
    if "initial" in known:
        narrowed["initial"] = [known["initial"].upper()]
    if "member" in known:
        narrowed["member"] = [MEMBER if known["member"] else NO_MEMBER]
    if "open" in known and is_anybody(context.reader):
        narrowed["open"] = [kind.value for kind in known["open"]]
    return narrowed


def among(context: Context, given: Any) -> Among[Enterprise]:
    """The enterprises that a filter lets through. Raises FILTER_NOT_PUBLIC."""
    wished = {name for name, field in FILTER_OF.items() if given.get(field) is not None}

    def without(facet: str) -> Any:
        others = {field: wish for field, wish in given.items() if field != FILTER_OF[facet]}
        return matching_enterprises(context, others)

    return Among(
        matching_enterprises(context, given),
        narrowed=frozenset(wished),
        without=without,
        in_the_index=not (
            given.get("updated_since") is not None
            or ("open" in wished and not is_anybody(context.reader))
            # Of one tenancy both, as the database asks; the index knows only that there is one of each.
            or {"building", "floor"} <= wished
        ),
    )
