"""Reading a tantivy index."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

import tantivy
from tantivy import Occur, Query

from search.criteria import Criteria
from search.engine import Hits
from search.fields import Subject
from search.tantivy.queries import to_matches, to_query, within
from search.tantivy.schema import ABSENT, ID_HIGH, ID_LOW, VERSION, columns, id_of

# The values of one filter that are counted: past any list of towers, floors, tags of one district.
_MOST_VALUES = 10_000


def search(
    searcher: tantivy.Searcher, criteria: Criteria, *, limit: int, offset: int, facets: Collection[str]
) -> Hits:
    query = to_query(criteria, searcher)
    result = searcher.search(query, limit=max(limit, 1), offset=offset)
    hits = result.hits[:limit]
    ids = _ids(searcher, [address for _, address in hits])
    scores = (float(score) for score, _ in hits)
    total: int = result.count  # type: ignore[attr-defined]
    return Hits(
        total, tuple(zip(ids, scores, strict=True)), counts(searcher, criteria, facets) if facets else {}
    )


def counts(
    searcher: tantivy.Searcher, criteria: Criteria, facets: Collection[str]
) -> dict[str, dict[str, int]]:
    """See `search.engine.Hits.facets`: one pass for all filters that are not set, one for each that is."""
    free = [name for name in facets if name not in criteria.filters]
    passes = [(criteria, free)] if free else []
    passes += [(criteria.without(name), [name]) for name in facets if name in criteria.filters]
    found: dict[str, dict[str, int]] = {}
    for asked, names in passes:
        wanted = {
            column: {"terms": {"field": column, "size": _MOST_VALUES}}
            for name in names
            for column in columns(name)
        }
        answer = searcher.aggregate(to_matches(asked, searcher), wanted)
        for name in names:
            counted: Counter[str] = Counter()
            for column in columns(name):
                counted.update({b["key"]: b["doc_count"] for b in answer[column]["buckets"]})
            found[name] = {value: count for value, count in counted.items() if value != ABSENT}
    return found


def versions(searcher: tantivy.Searcher, district_id: UUID, subject: Subject) -> dict[UUID, int]:
    query = Query.boolean_query([(Occur.Must, wall) for wall in within(district_id, subject)])
    result = searcher.search(query, limit=max(searcher.num_docs, 1))
    addresses = [address for _, address in result.hits]
    stored = searcher.fast_field_values(VERSION, addresses)
    return dict(zip(_ids(searcher, addresses), (int(version or 0) for version in stored), strict=True))


def _ids(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[UUID]:
    highs = searcher.fast_field_values(ID_HIGH, addresses)
    lows = searcher.fast_field_values(ID_LOW, addresses)
    return [id_of(int(high or 0), int(low or 0)) for high, low in zip(highs, lows, strict=True)]
