"""The tags of rows, whatever they are tags of."""

from typing import Any

from django.db.models import Model, QuerySet

from api.graphql.peers import load
from tenants.isolation.scope import current_district_id
from tenants.models import Tag


def tags_of(row: Model, links: QuerySet[Any], owner: str) -> list[Tag]:
    """A row's tags by label. `links` are the rows between it and its tags; `owner` their column."""

    def read(rows: list[Any]) -> dict[Any, list[Tag]]:
        found: dict[Any, list[Tag]] = {}
        asked = links.filter(district=current_district_id(), **{f"{owner}__in": [r.pk for r in rows]})
        for link in asked.select_related("tag").order_by("tag__label", "tag_id"):
            found.setdefault(getattr(link, owner), []).append(link.tag)
        return found

    return load(row, "tags", read, [])
