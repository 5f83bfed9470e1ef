"""Reading an index: a page of a ranking, and what there is of a district."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from elasticsearch import Elasticsearch
from elasticsearch.dsl.query import Bool, Term

from search.criteria import Criteria
from search.elastic.mapping import ID, VERSION, routing, walls
from search.elastic.queries import DEEPEST, counts, to_body
from search.engine import Hits
from search.fields import Subject

# Only what is read. Half of a shard's answer is no answer: it would be a wrong count.
ASKED: dict[str, Any] = {
    "allow_partial_search_results": False,
    "filter_path": "hits.total.value,hits.hits.sort,aggregations,error,status",
}
_KEPT_OPEN = "1m"


def search(
    client: Elasticsearch,
    index: str,
    criteria: Criteria,
    *,
    limit: int,
    offset: int,
    facets: Collection[str],
) -> Hits:
    body = to_body(criteria, limit=limit, offset=offset, facets=facets)
    answer = client.search(index=index, routing=routing(criteria.district_id), body=body, **ASKED).body
    # Where nothing was found, `hits.hits` is left out of the filtered answer.
    page = answer["hits"].get("hits", ())
    return Hits(
        answer["hits"]["total"]["value"],
        tuple((UUID(one), score) for score, one in (hit["sort"] for hit in page)),
        counts(answer["aggregations"], facets) if facets else {},
    )


def versions(client: Elasticsearch, index: str, district_id: UUID, subject: Subject) -> dict[UUID, int]:
    """All of them, however many, as they were at one moment. What is sorted by is what is read."""
    query = Bool(filter=[Term(name, {"value": value}) for name, value in walls(district_id, subject)])
    body: dict[str, Any] = {
        "query": query.to_dict(),
        "sort": [{ID: "asc"}, {VERSION: "asc"}],
        "size": DEEPEST,
        "stored_fields": "_none_",
        "track_total_hits": False,
    }
    found: dict[UUID, int] = {}
    opened = client.open_point_in_time(
        index=index, routing=routing(district_id), keep_alive=_KEPT_OPEN, allow_partial_search_results=False
    )
    body["pit"] = {"id": opened["id"], "keep_alive": _KEPT_OPEN}
    try:
        while True:
            answer = client.search(body=body, filter_path="hits.hits.sort,error,status").body
            page = [hit["sort"] for hit in answer.get("hits", {}).get("hits", ())]
            found |= {UUID(one): version for one, version, *_ in page}
            if len(page) < DEEPEST:
                return found
            body["search_after"] = page[-1]
    finally:
        client.close_point_in_time(id=opened["id"])
