"""What somebody may mean who has not finished typing: members, towers, words and listings, in groups."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef

from alliance.members.selectors import directory
from alliance.resources.models import ListingTag
from alliance.resources.selectors import Criteria, matching, visible
from search.because import Reason, reasons
from search.because.places import Place
from search.documents.making import grouped
from search.fields import Field, Kind
from tenants.isolation.scope import current_district_id
from tenants.models import Building, BuildingAlias, EnterpriseTag, Tag
from tenants.readers import Reader
from tenants.reading.local_readings import Readings
from tenants.selectors.readings import district_readings

from .explaining import Reasons, why_enterprises, why_listings
from .finding import search_enterprises, search_listings

MOST_OF_A_GROUP = 10
# What names one company or one listing; words of its description would propose half of them.
_NAMING = ("name", "shop_sign", "former_names", "place", "uscc")
_TITLE = ("title",)
# Towers and words by all the ways in which a name is found, initials too.
_LABELS = {
    name: (Field(name, Kind.NAME, 100, "directory"), Field("place", Kind.PLACE, 100, "directory"))
    for name in ("building", "tags")
}
# How many of the words that fit are asked after: whether there is anything with them that the reader may see.
_ASKED_AFTER = 200


class Group(StrEnum):
    """What a suggestion leads to."""

    NAME = "NAME"
    BUILDING = "BUILDING"
    TAG = "TAG"
    LISTING = "LISTING"


@dataclass(frozen=True)
class Suggestion:
    """`row` is an Enterprise, Building, Tag or Listing, `text` its name, `because` why it is here."""

    group: Group
    row: Any
    text: str
    because: Reason
    hits: tuple[tuple[int, int], ...]


def suggest(*, reader: Reader, text: str, first: int, readings: Readings | None = None) -> list[Suggestion]:
    """At most `first` of each group, group by group, the best first: what the reader may find and see.

    As `search_enterprises` and `search_listings`, and with what nearly fits where nothing does; towers and
    words as typed only. A fixed number of statements. Raises Refusal `SEARCH_UNAVAILABLE`.
    """
    heard = readings or district_readings()
    how: dict[str, Any] = {"reader": reader, "text": text, "readings": heard}
    names = [hit.row for hit in search_enterprises(**how, first=first, only=_NAMING).hits]
    found = list(_named(Group.NAME, names, why_enterprises(**how, rows=names, only=_NAMING)))
    if reader.may("search", "directory"):
        found += _buildings(text, heard)[:first]
        found += _tags(reader, text, heard, first)
    titles = [hit.row for hit in search_listings(**how, first=first, only=_TITLE).hits]
    return [*found, *_named(Group.LISTING, titles, why_listings(**how, rows=titles, only=_TITLE))]


def _named(group: Group, rows: Iterable[Any], why: Reasons) -> Iterator[Suggestion]:
    for row in rows:
        name = row.name if group is Group.NAME else row.title
        told = why.get(row.id)
        if not told:  # it has changed since the index was told
            continue
        marks = next((one.hits for one in told if one.text == name), ())
        yield Suggestion(group, row, name, told[0], marks)


def _buildings(text: str, readings: Readings) -> list[Suggestion]:
    """Few in any district: read whole, as is every word."""
    here = {"district": current_district_id()}
    aliases = grouped(BuildingAlias.objects.filter(**here).values_list("building", "alias"))
    found = []
    for row in Building.objects.filter(**here):
        names = (row.name, *aliases.get(row.id, ()))
        places = [Place(names, "", ())]
        told = reasons(
            {"building": names}, text, _LABELS["building"], places=places, readings=readings, nearly=False
        )
        if told:
            marks = told[0].hits if told[0].text == row.name else ()
            found.append(Suggestion(Group.BUILDING, row, row.name, told[0], marks))
    return sorted(found, key=lambda one: (-one.because.score, len(one.text), one.row.ordinal, one.row.id))


def _tags(reader: Reader, text: str, readings: Readings, first: int) -> list[Suggestion]:
    """Words of what the reader may see: that a word is there at all tells of whoever uses it."""
    found = []
    for row in Tag.objects.filter(district=current_district_id()):
        told = reasons({"tags": [row.label]}, text, _LABELS["tags"], readings=readings, nearly=False)
        if told:
            found.append(Suggestion(Group.TAG, row, row.label, told[0], told[0].hits))
    found.sort(key=lambda one: (-one.because.score, len(one.text), one.text))
    used = _in_use(reader, [one.row.id for one in found[:_ASKED_AFTER]])
    return [one for one in found if one.row.id in used][:first]


def _in_use(reader: Reader, tags: list[Any]) -> set[Any]:
    if not tags:
        return set()
    here = {"district": current_district_id(), "tag": OuterRef("pk")}
    listed = directory().filter(id=OuterRef("enterprise"))
    open_ones = visible(reader).filter(matching(Criteria()), id=OuterRef("listing"))
    members = EnterpriseTag.objects.filter(Exists(listed), **here)
    listings = ListingTag.objects.filter(Exists(open_ones), **here)
    known = Tag.objects.filter(district=current_district_id(), id__in=tags)
    return set(known.filter(Exists(members) | Exists(listings)).values_list("id", flat=True))
