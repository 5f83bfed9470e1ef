"""Reading a tantivy index."""

from uuid import UUID

import tantivy
from tantivy import Occur, Query

from search.criteria import Criteria
from search.engine import Hits
from search.fields import Subject
from search.tantivy.queries import to_query, within
from search.tantivy.schema import ID_HIGH, ID_LOW, VERSION, id_of


def search(searcher: tantivy.Searcher, criteria: Criteria, *, limit: int, offset: int) -> Hits:
    if limit < 1:
        return Hits(searcher.search(to_query(criteria, searcher), limit=1).count, ())  # type: ignore[attr-defined]
    result = searcher.search(to_query(criteria, searcher), limit=limit, offset=offset)
    ids = _ids(searcher, [address for _, address in result.hits])
    scores = (float(score) for score, _ in result.hits)
    total: int = result.count  # type: ignore[attr-defined]
    return Hits(total, tuple(zip(ids, scores, strict=True)))


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
