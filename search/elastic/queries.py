"""Criteria as Elasticsearch's queries. District and subject come first, whatever else is asked."""

from collections.abc import Collection

from elasticsearch.dsl import Q, Query, Search

from search import clauses
from search.criteria import Criteria
from search.elastic.mapping import BREVITY, ID, cut, walls
from search.fields import BREVITY as BONUS

# Elasticsearch's own limit of a page's end (`index.max_result_window`).
DEEPEST = 10_000
# The values of one filter that are counted: past any list of towers, floors, tags of one district.
_MOST_VALUES = 10_000
_VALUES = "values"


def to_search(criteria: Criteria, *, limit: int, offset: int, facets: Collection[str]) -> Search:
    """The whole request. A filter whose values are counted stands behind the counting, not before it."""
    asked = Search().query(_query(criteria, facets)).sort("_score", ID)  # the first is downwards of itself
    asked = asked.extra(
        size=max(0, min(limit, DEEPEST - offset)),
        from_=min(offset, DEEPEST),
        track_total_hits=True,
        stored_fields="_none_",
    )
    counted = {name: _among(name, values) for name, values in criteria.filters.items() if name in facets}
    if counted:
        asked = asked.post_filter("bool", filter=list(counted.values()))
    for name in facets:
        others = [query for other, query in counted.items() if other != name]
        # By value and not by the index's own numbers of values: those are of all districts, and made anew
        # whenever anybody has written.
        asked.aggs.bucket(name, "filter", filter=Q("bool", filter=others)).bucket(
            _VALUES, "terms", field=f"in_{name}", size=_MOST_VALUES, execution_hint="map"
        )
    return asked


def counts(aggregations: dict[str, dict], facets: Collection[str]) -> dict[str, dict[str, int]]:
    """What was counted, from the answer's `aggregations`."""
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in aggregations[name][_VALUES]["buckets"]}
        for name in facets
    }


def _query(criteria: Criteria, facets: Collection[str]) -> Query:
    within = [Q("term", **{name: value}) for name, value in walls(criteria.district_id, criteria.subject)]
    narrowing = [_among(name, values) for name, values in criteria.filters.items() if name not in facets]
    shorter = [_scored(Q("term", **{BREVITY: bucket}), bonus) for bucket, bonus in BONUS.items()]
    return Q("bool", filter=within + narrowing, must=[_wanted(criteria.wanted)], should=shorter)


def _among(name: str, values: Collection[str]) -> Query:
    """An empty choice matches none."""
    return Q("terms", **{f"in_{name}": list(values)})


def _scored(query: Query, score: float) -> Query:
    return Q("constant_score", filter=query, boost=score)


def _wanted(clause: clauses.Clause) -> Query:
    match clause:
        case clauses.Term(field, token, score):
            return _scored(Q("term", **{field: cut(token)}), score)
        case clauses.Phrase(field, tokens, score):
            return _scored(Q("match_phrase", **{field: " ".join(map(cut, tokens))}), score)
        case clauses.Prefix(field, start, score):
            return _scored(Q("prefix", **{field: cut(start)}), score)
        case clauses.Best(parts):
            return Q("dis_max", queries=[_wanted(part) for part in parts])
        case clauses.All(parts):
            return Q("bool", must=[_wanted(part) for part in parts])
        case clauses.AtLeast(count, parts):
            return Q("bool", should=[_wanted(part) for part in parts], minimum_should_match=count)
        case clauses.Nothing():
            return Q("match_none")
