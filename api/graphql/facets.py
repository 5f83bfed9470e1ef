"""Facets: how many there are of each value, beside what was found."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import graphene
from graphql import get_argument_values, get_named_type
from graphql.execution.collect_fields import collect_sub_fields

from tenants.reading.sort_keys import sort_key

from .base import READ_DIRECTORY, HouseType


@dataclass(frozen=True)
class Said:
    """A value as the filter takes it and as people read it; `place` where such values have an order."""

    value: str
    label: str
    place: tuple[Any, ...] | None = None


# Of the index's values of one facet, those that there still are, as people read them.
Saying = Callable[[Collection[str]], Mapping[str, Said]]


@dataclass(frozen=True)
class Counted:
    field: Any
    buckets: list[tuple[Said, int]]


class Bucket(HouseType):
    class Meta:
        permission = READ_DIRECTORY
        description = "One value of a facet, and how many there are of it."

    value = graphene.String(required=True, description="What the filter takes: an id, a code or a word.")
    label = graphene.String(required=True, description="What people read, in your language, e.g. `A座`.")
    count = graphene.Int(
        required=True,
        description="How many there are: as many as paging to the end shows with this value as the filter.",
    )

    def resolve_value(bucket: Any, info: Any) -> str:
        return bucket[0].value

    def resolve_label(bucket: Any, info: Any) -> str:
        return bucket[0].label

    def resolve_count(bucket: Any, info: Any) -> int:
        return bucket[1]


def facet_of(name: str, fields: Any) -> Any:
    """The type of a facet by one of the fields of an enum."""
    return type(
        name,
        (HouseType,),
        {
            "Meta": type("Meta", (), {"permission": READ_DIRECTORY, "description": "Counts by one field."}),
            "field": fields(required=True, description="By what it is counted."),
            "buckets": graphene.List(
                graphene.NonNull(Bucket),
                required=True,
                description="Each value that occurs: towers and floors in their own order, all others by "
                "count, then by label.",
            ),
        },
    )


def facets_field(facet: Any, fields: Any, resolver: Callable[..., list[Counted]]) -> graphene.Field:
    """The field `facets` of a connection of what was found."""
    return graphene.Field(
        graphene.List(graphene.NonNull(facet)),
        fields=graphene.Argument(
            graphene.List(graphene.NonNull(fields)),
            description="Which ones, e.g. `[BUILDING, TAG]`. Left out: all that you may see.",
        ),
        description="How many there are of each value, of what you may see and what every other filter lets "
        "through. Of more than 10,000 hits what the index does not know is counted for the best "
        "10,000, as far as one can page.",
        resolver=resolver,
    )


def counted(field: Any, counts: Mapping[str, int], say: Saying) -> Counted:
    """A facet as it is answered. Values that are no more are left out."""
    said = say(counts.keys())
    found = [(said[value], count) for value, count in counts.items() if value in said]
    return Counted(field, sorted(found, key=_order))


def _order(bucket: tuple[Said, int]) -> tuple[Any, ...]:
    said, count = bucket
    return said.place if said.place is not None else (-count, sort_key(said.label), said.value)


def fields_asked(info: Any) -> list[list[str] | None]:
    """The `fields` of each `facets` below the connection that is being resolved; None: left out."""
    connection = get_named_type(info.return_type)
    below = collect_sub_fields(
        info.schema, info.fragments, info.variable_values, connection, info.field_nodes
    )
    asked = []
    for nodes in below.values():
        if nodes[0].name.value == "facets":
            values = get_argument_values(connection.fields["facets"], nodes[0], info.variable_values)
            fields = values.get("fields")
            asked.append(None if fields is None else [getattr(one, "value", one) for one in fields])
    return asked
