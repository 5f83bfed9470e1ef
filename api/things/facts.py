"""What a page says of a thing: what GraphQL answers this reader about it, in words.

Asked of the schema itself, so that a page never shows what the API would not, and a new type has its page
without a line here.
"""

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
    is_required_argument,
)

from api.graphql.asking import Asked
from api.graphql.base import BY_NAME, find
from api.graphql.context import Context
from api.graphql.documents import run
from api.graphql.ids import decode
from api.graphql.schema import schema
from tenants.isolation.scope import scope

from .words import label_for, said

# What a thing is called, and what a neighbour of it is called, in this order.
NAMES = ("title", "name", "label")
# For programs, or said in the heading.
ASIDE = {"id", "version", "slug", "link", "measure", *NAMES}


@dataclass
class Thing:
    """`kind` is what it is, `title` what it is called, `facts` what else there is: (label, text)."""

    row: Any
    kind: str
    title: str
    facts: list[tuple[str, str]] = field(default_factory=list)


def thing_for(context: Context, id: str) -> Thing | None:
    """What this reader may know of the thing, in the active language; None if nothing."""
    known = decode(id)
    house_type = BY_NAME.get(known[0]) if known else None
    if house_type is None:
        return None
    name = house_type._meta.name
    fields = schema.graphql_schema.type_map[name].fields
    asked = {one: text for one, about in fields.items() if (text := _selection(one, about))}
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on {name} {{ {' '.join(asked.values())} }} }} }}"
    answer = run(schema, Asked(query, {"id": id}, None, may_change=False), context)
    told = (answer.data or {}).get("node")
    if told is None:
        return None
    with scope(context.district):
        [row] = find(context, [id])
    model = house_type._meta.model
    title = next((str(told[one]) for one in NAMES if told.get(one)), "")
    names: set[str] = set()
    thing = Thing(row, str(model._meta.verbose_name), title)
    for one in asked:
        label, text = label_for(model, one), said(model, one, told.get(one))
        if one == "quantity" and told.get("measure"):
            text = f"{text} {told['measure']}"
        # Whoever owns something is often named a second time, as the enterprise.
        if one not in ASIDE and label and text and text not in names:
            thing.facts.append((label, text))
        if isinstance(told.get(one), dict):
            names.add(text)
    return thing


def _selection(name: str, about: GraphQLField) -> str:
    """How to ask for a field: plain values, and neighbours by what they are called. "" for all others."""
    if name == "id" or any(is_required_argument(one) for one in about.args.values()):
        return ""
    kind = get_named_type(about.type)
    if isinstance(kind, GraphQLScalarType | GraphQLEnumType):
        return name
    if not isinstance(kind, GraphQLObjectType) or (_is_list(about) and name != "tags"):
        return ""
    called = next((one for one in NAMES if one in kind.fields and not kind.fields[one].args), None)
    return f"{name} {{ called: {called} }}" if called else ""


def _is_list(about: GraphQLField) -> bool:
    kind = about.type
    return isinstance(kind.of_type if isinstance(kind, GraphQLNonNull) else kind, GraphQLList)
