"""Criteria as Elasticsearch's queries. District and subject come first, whatever else is asked."""

from collections.abc import Collection
from typing import Any

from elasticsearch.dsl import A
from elasticsearch.dsl.query import (
    Bool,
    ConstantScore,
    DisMax,
    MatchNone,
    MatchPhrase,
    Prefix,
    Query,
    Term,
    Terms,
)

from search import clauses
from search.criteria import Criteria
from search.elastic.mapping import BREVITY, ID, cut, walls
from search.fields import BREVITY as BONUS

# Elasticsearch's own limit of a page's end (`index.max_result_window`).
DEEPEST = 10_000
# The values of one filter that are counted: past any list of towers, floors, tags of one district.
_MOST_VALUES = 10_000
_VALUES = "values"


def to_body(criteria: Criteria, *, limit: int, offset: int, facets: Collection[str]) -> dict[str, Any]:
    """The whole request. A filter whose values are counted stands behind the counting, not before it."""
    counted = {name: _among(name, values) for name, values in criteria.filters.items() if name in facets}
    body: dict[str, Any] = {
        "query": _query(criteria, facets).to_dict(),
        "sort": ["_score", ID],  # the first is downwards of itself
        "size": max(0, min(limit, DEEPEST - offset)),
        "from": min(offset, DEEPEST),
        "track_total_hits": True,
        "stored_fields": "_none_",
    }
    if counted:
        body["post_filter"] = Bool(filter=list(counted.values())).to_dict()
    if facets:
        body["aggs"] = {
            name: _counting(name, [query for other, query in counted.items() if other != name])
            for name in facets
        }
    return body


def _counting(name: str, others: list[Query]) -> dict[str, Any]:
    """By value and not by the index's own numbers of values: those are of all districts, and made anew
    whenever anybody has written."""
    values = A("terms", field=f"in_{name}", size=_MOST_VALUES, execution_hint="map")
    return A("filter", filter=Bool(filter=others), aggs={_VALUES: values}).to_dict()


def counts(aggregations: dict[str, Any], facets: Collection[str]) -> dict[str, dict[str, int]]:
    """What was counted, from the answer's `aggregations`."""
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in aggregations[name][_VALUES]["buckets"]}
        for name in facets
    }


def _query(criteria: Criteria, facets: Collection[str]) -> Query:
    within = [Term(name, {"value": value}) for name, value in walls(criteria.district_id, criteria.subject)]
    narrowing = [_among(name, values) for name, values in criteria.filters.items() if name not in facets]
    shorter = [_scored(Term(BREVITY, {"value": bucket}), bonus) for bucket, bonus in BONUS.items()]
    return Bool(filter=[*within, *narrowing], must=[_wanted(criteria.wanted)], should=shorter)


def _among(name: str, values: Collection[str]) -> Query:
    """An empty choice matches none."""
    return Terms(f"in_{name}", list(values))


def _scored(query: Query, score: float) -> Query:
    return ConstantScore(filter=query, boost=score)


def _wanted(clause: clauses.Clause) -> Query:
    match clause:
        case clauses.Term(field, token, score):
            return _scored(Term(field, {"value": cut(token)}), score)
        case clauses.Phrase(field, tokens, score):
            return _scored(MatchPhrase(field, {"query": " ".join(map(cut, tokens))}), score)
        case clauses.Prefix(field, start, score):
            return _scored(Prefix(field, {"value": cut(start)}), score)
        case clauses.Best(parts):
            return DisMax(queries=[_wanted(part) for part in parts])
        case clauses.All(parts):
            return Bool(must=[_wanted(part) for part in parts])
        case clauses.AtLeast(count, parts):
            return Bool(should=[_wanted(part) for part in parts], minimum_should_match=count)
        case clauses.Nothing():
            return MatchNone()
