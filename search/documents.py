"""What the index is told of an enterprise: read from the database, many at once, in one snapshot."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from alliance.members.selectors import directory
from search.engine import Document
from search.fields import SEARCHABLE, Kind, brevity
from tenants.isolation.scope import scope
from tenants.models import BuildingAlias, Enterprise, EnterpriseTag, FormerName, Tenancy, UnitAlias
from tenants.reading.codes import code_tokens
from tenants.reading.folding import fold
from tenants.reading.tokens import index_tokens, text_tokens
from tenants.reading.unit_numbers import place_tokens
from tenants.selectors.occupancy import tenancies_on


@contextmanager
def snapshot(district_id: UUID) -> Iterator[None]:
    """A district's scope in which every statement sees the same moment, so that a document's version and
    its content belong together. Opens a transaction of its own: not inside another scope."""
    with scope(district_id):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def listed_versions() -> dict[UUID, int]:
    """Id → index_version of all that the directory of the open district lists today."""
    return dict(directory(throughout=True).values_list("id", "index_version"))


# Told of an enterprise whose document cannot be made, and why.
Unmade = Callable[[UUID, Exception], None]


def changed_between(first: date, last: date) -> set[UUID]:
    """Enterprises of the open district whose places changed after the day `first` and until `last`, without
    anybody writing: a tenancy began, or was over."""
    changes = [
        Tenancy.objects.filter(**{f"{end}__gt": first, f"{end}__lte": last}) for end in ("starts", "ends")
    ]
    return {one for rows in changes for one in rows.values_list("enterprise_id", flat=True)}


def documents(ids: Collection[UUID], unmade: Unmade | None = None) -> list[Document]:
    """The documents of those enterprises that the directory of the open district lists. Six statements.

    With `unmade` one that cannot be made is told there and left out; without, it raises.
    """
    rows = list(directory().filter(id__in=ids).select_related("industry", "format"))
    if not rows:
        return []
    listed = [row.id for row in rows]
    former = _grouped(FormerName.objects.filter(enterprise__in=listed).values_list("enterprise", "name"))
    tags = _grouped(
        (link.enterprise_id, link.tag)
        for link in EnterpriseTag.objects.filter(enterprise__in=listed).select_related("tag")
    )
    standing = list(
        tenancies_on().filter(enterprise__in=listed).select_related("unit__building", "unit__floor")
    )
    places = _grouped((tenancy.enterprise_id, tenancy) for tenancy in standing)
    units = {tenancy.unit_id for tenancy in standing}
    unit_aliases = _grouped(UnitAlias.objects.filter(unit__in=units).values_list("unit", "alias"))
    buildings = {tenancy.unit.building_id for tenancy in standing}
    building_aliases = _grouped(
        BuildingAlias.objects.filter(building__in=buildings).values_list("building", "alias")
    )
    made = []
    for row in rows:
        try:
            made.append(
                _document(row, former[row.id], tags[row.id], places[row.id], building_aliases, unit_aliases)
            )
        except Exception as error:
            if unmade is None:
                raise
            unmade(row.id, error)
    return made


def gone_versions(ids: Collection[UUID], listed: Iterable[UUID]) -> dict[UUID, int]:
    """Of these ids, those without a document: id → index_version (0: there is no such row any more)."""
    gone = set(ids) - set(listed)
    known = dict(Enterprise.objects.filter(id__in=gone).values_list("id", "index_version")) if gone else {}
    return {one: known.get(one, 0) for one in gone}


def _grouped(pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    groups: dict[UUID, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _document(
    row: Enterprise,
    former: list[str],
    tags: list[Any],
    tenancies: list[Tenancy],
    building_aliases: dict[UUID, list[str]],
    unit_aliases: dict[UUID, list[str]],
) -> Document:
    units = [tenancy.unit for tenancy in tenancies]
    towers = {unit.building_id: [unit.building.name, *building_aliases[unit.building_id]] for unit in units}
    texts = {
        "name": [row.name],
        "shop_sign": [row.shop_sign],
        "former_names": former,
        "building": [name for names in towers.values() for name in names],
        "tags": [tag.label for tag in tags],
        "format": [row.format.name] if row.format else [],
        "industry": [row.industry.name] if row.industry else [],
        "description": [row.description],
    }
    places = [
        token
        for unit in units
        for token in place_tokens(
            buildings=towers[unit.building_id],
            floor=unit.floor.label,
            units=[unit.label, *unit_aliases[unit.id]],
        )
    ]
    names = [fold(name) for name in (row.name, row.shop_sign) if name]
    return Document(
        id=row.id,
        version=row.index_version,
        tokens=_tokens(texts) | {"uscc_fragments": code_tokens(row.uscc), "place_places": _once(places)},
        keywords={
            "building": _once(str(unit.building_id) for unit in units),
            "floor": _once(str(unit.floor_id) for unit in units),
            "format": (str(row.format_id),) if row.format_id else (),
            "industry": (row.industry.code,) if row.industry else (),
            "tag": _once(tag.folded for tag in tags),
            "kind": (row.kind,),
            "initial": (row.initial,),
        },
        brevity=brevity(min(map(len, names))),
    )


def _tokens(texts: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for field in SEARCHABLE:
        for text in texts.get(field.name, ()):
            if field.kind is Kind.TEXT:
                found[f"{field.name}_text"] += text_tokens(text)
            elif text:
                tokens = index_tokens(text)
                for part in field.kind.parts:
                    found[f"{field.name}_{part}"] += getattr(tokens, part)
    return {name: tuple(tokens) for name, tokens in found.items()}


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
