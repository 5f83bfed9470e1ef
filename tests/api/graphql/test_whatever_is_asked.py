"""Queries made from the schema: whatever is asked, nothing internal is told and nothing of next door."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.graphql.base import BY_NAME
from api.graphql.ids import encode
from api.graphql.schema import schema
from search.engines import engine_at
from search.rebuilding import rebuild
from tenants.isolation.scope import scope
from tenants.models import Enterprise, Floor
from tests.factories.ground import a_contact, a_unit, an_enterprise, moved_in
from tests.factories.town import Side, Town

TYPES = schema.graphql_schema.type_map
DEEPEST = 6
TEXTS = ["", "华龙", "a", "%", "'", '\\"', "\\\\", "😀", "x" * 300, "𠮷", "\\u202e", "1203", "Z"]
DAYS = ["0001-01-01", "1900-02-28", "2026-02-29", "2026-11-24", "9999-12-31", "soon"]
TIMES = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-12:00", "2026-01-01T00:00:00", "noon"]
NUMBERS = [*range(30), 100, -1, 101, 2**31 - 1, -(2**31)]
# Seldom given, since a page that is refused says nothing more.
SELDOM = {"after", "before", "last"}


def literals(type_: Any, ids: list[str]) -> st.SearchStrategy[str]:
    """A value of an input type, as it is written in a query; mostly, but not always, a sound one."""
    if isinstance(type_, GraphQLNonNull):
        return literals(type_.of_type, ids)
    if isinstance(type_, GraphQLList):
        return st.lists(literals(type_.of_type, ids), max_size=3).map(lambda parts: f"[{', '.join(parts)}]")
    if isinstance(type_, GraphQLEnumType):
        return st.sampled_from(list(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        parts = {name: literals(field.type, ids) | st.just("null") for name, field in type_.fields.items()}
        return st.fixed_dictionaries({}, optional=parts).map(
            lambda chosen: "{" + ", ".join(f"{name}: {value}" for name, value in chosen.items()) + "}"
        )
    known = {
        "ID": [*ids, "nonsense", ""],
        "String": TEXTS,
        "Date": DAYS,
        "DateTime": TIMES,
        "Int": NUMBERS,
        "Boolean": ["true", "false"],
        "Float": ["0.5"],
    }[type_.name]
    quoted = type_.name in {"ID", "String", "Date", "DateTime"}
    return st.sampled_from(known).map(lambda value: f'"{value}"' if quoted else str(value))


@st.composite
def selections(draw: st.DrawFn, type_: Any, ids: list[str], depth: int = 0) -> str:
    """Some fields of a type, with arguments, and some of theirs."""
    if not isinstance(type_, GraphQLObjectType):
        chosen = draw(st.sampled_from(sorted(BY_NAME)))
        return f"__typename ... on {chosen} {{ {draw(selections(TYPES[chosen], ids, depth))} }}"
    fields = {
        name: field
        for name, field in type_.fields.items()
        if depth < DEEPEST or is_leaf_type(get_named_type(field.type))
    }
    names = (
        draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=5, unique=True)) if fields else []
    )
    asked = ["__typename"]
    for number, name in enumerate(names):
        field = fields[name]
        arguments = []
        for argument, given_ in field.args.items():
            if isinstance(given_.type, GraphQLNonNull) or not draw(
                st.integers(0, 15 if argument in SELDOM else 2)
            ):
                arguments.append(f"{argument}: {draw(literals(given_.type, ids))}")
        text = f"f{depth}{number}: {name}" + (f"({', '.join(arguments)})" if arguments else "")
        inner = get_named_type(field.type)
        if not is_leaf_type(inner):
            text += f" {{ {draw(selections(inner, ids, depth + 1))} }}"
        asked.append(text)
    return " ".join(asked)


def some_ids(side: Side) -> list[str]:
    with scope(side.district):
        floor = Floor.objects.all()[0].id
        return [
            encode("Building", side.building.id),
            encode("Floor", floor),
            encode("Unit", side.unit.id),
            encode("Tenancy", side.tenancy.id),
            encode("Enterprise", side.enterprise.id),
            encode("Contact", side.contact.id),
            encode("Mandate", side.mandate.id),
            encode("Principal", side.office.id),
        ]


@pytest.fixture
def told_apart(town: Town, tmp_path: Path, settings: Any) -> Iterator[Town]:
    """Next door everything that has a name says 隔壁."""
    with scope(town.next_door.district):
        Enterprise.objects.update(
            name="隔壁有限公司", shop_sign="隔壁", description="隔壁", website="https://gebi.example"
        )
        other = an_enterprise("隔壁餐馆")
        moved_in(other, a_unit(town.next_door.building, "隔壁01"))
        a_contact(other, name="隔壁老王", phone="13900009999")
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    rebuild()
    yield town
    engine_at.cache_clear()


@given(data=st.data())
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
def test_nothing_internal_and_nothing_of_next_door(
    told_apart: Town, ask: Callable[..., Any], data: st.DataObject
) -> None:
    home, foreign = some_ids(told_apart.home), some_ids(told_apart.next_door)
    query = "{ " + data.draw(selections(schema.graphql_schema.query_type, home + foreign)) + " }"
    account = data.draw(
        st.sampled_from(
            [None, told_apart.insider, told_apart.home.manager, told_apart.neighbour, told_apart.outsider]
        )
    )
    answer = ask(told_apart.home.district, account)(query)
    for error in answer.get("errors", ()):
        assert error["extensions"]["code"] != "INTERNAL", query
    text = str(answer.get("data"))
    assert "隔壁" not in text and "13900009999" not in text, query
    assert not any(one in text for one in foreign), query
