from django.db.models import QuerySet

from alliance.members.selectors import directory
from alliance.resources.models import Listing
from alliance.resources.selectors import Criteria, matching, visible
from search.criteria import Filters
from search.fields import Subject
from tenants.models import Enterprise
from tenants.readers import Reader
from tenants.reading.local_readings import Readings

from .paging import Asked, Found


def search_enterprises(
    *,
    reader: Reader,
    text: str,
    first: int = 20,
    after: str | None = None,
    filters: Filters | None = None,
    among: QuerySet[Enterprise] | None = None,
    readings: Readings | None = None,
) -> Found[Enterprise]:
    """The enterprises of the open district that the reader may find by a text, best first.

    `filters` narrow inside the index (`search.fields.FILTERS`: building, floor, format → ids as text;
    industry → codes; tag → folded labels; kind, initial); an empty choice matches none. `among` are the
    enterprises that may be shown at all: the directory of today, narrowed in whatever way the index does not
    know. `readings` are the district's, where the caller has them (`readings_of`): without, they cost a
    statement. Raises Refusal: `SEARCH_UNAVAILABLE`, `INVALID_CURSOR`, `INVALID_PAGE`.
    """
    asked = Asked(
        Subject.ENTERPRISE,
        reader=reader,
        text=text,
        filters=filters,
        among=directory() if among is None else among,
        for_everybody=True,
        readings=readings,
    )
    return asked.page(first, after)


def search_listings(
    *,
    reader: Reader,
    text: str,
    wanted: Criteria | None = None,
    first: int = 20,
    after: str | None = None,
    filters: Filters | None = None,
    readings: Readings | None = None,
) -> Found[Listing]:
    """The listings of the open district that the reader may see and find by a text, best first: the open
    ones, unless `wanted` says otherwise.

    `filters` narrow inside the index (kind, category; tag → folded labels). A hit that the reader may not see
    is not there, whatever is asked: not counted, and no reason to show or to hide others. Raises as
    `search_enterprises` does.
    """
    asked = Asked(
        Subject.LISTING,
        reader=reader,
        text=text,
        filters=filters,
        among=visible(reader).filter(matching(wanted or Criteria())),
        for_everybody=False,
        readings=readings,
    )
    return asked.page(first, after)
