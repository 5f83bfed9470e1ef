"""The schema as a product: what was promised, what it says about itself, and nothing changed unseen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    EnumTypeDefinitionNode,
    GraphQLEnumType,
    ObjectTypeDefinitionNode,
    parse,
    print_ast,
    print_schema,
)

from api.graphql.base import BY_NAME
from api.graphql.ids import LETTERS
from api.graphql.schema import schema
from deploy.env import CHECKOUT

TYPES = schema.graphql_schema.type_map
PROMISED = parse((Path(__file__).parent / "promised.graphql").read_text()).definitions
SNAPSHOT = CHECKOUT / "api" / "graphql" / "schema.graphql"
# Of rooms that are not built yet: absent, not stubs.
NOT_YET = {
    "Enterprise": {"photos", "openingHours"},
}


@pytest.mark.parametrize("definition", PROMISED, ids=lambda one: one.name.value)
def test_what_was_promised_is_there_as_promised(definition: Any) -> None:
    here: Any = TYPES[definition.name.value]
    if isinstance(definition, EnumTypeDefinitionNode):
        assert [value.name.value for value in definition.values] == list(here.values)
        return
    if isinstance(definition, ObjectTypeDefinitionNode):
        assert {one.name.value for one in definition.interfaces} == {one.name for one in here.interfaces}
    for field in definition.fields:
        found = here.fields[field.name.value]
        assert str(found.type) == print_ast(field.type), field.name.value
        if isinstance(definition, ObjectTypeDefinitionNode):
            promised = {one.name.value: print_ast(one.type) for one in field.arguments}
            assert {name: str(one.type) for name, one in found.args.items()} == promised, field.name.value


def test_defaults_are_those_promised() -> None:
    order: Any = TYPES["EnterpriseOrder"]
    assert {
        name: getattr(one.default_value, "value", one.default_value) for name, one in order.fields.items()
    } == {
        "field": "NAME",
        "direction": "ASC",
    }


@pytest.mark.parametrize("name", NOT_YET)
def test_rooms_that_are_not_built_are_absent(name: str) -> None:
    here: Any = TYPES[name]
    assert not NOT_YET[name] & set(here.fields)


def undescribed() -> Iterator[str]:
    for name, one in TYPES.items():
        if name.startswith("__") or name in {"String", "Int", "Float", "Boolean", "ID"}:
            continue
        if not one.description:
            yield name
        parts = one.values if isinstance(one, GraphQLEnumType) else getattr(one, "fields", {})
        for part, what in parts.items():
            if not what.description:
                yield f"{name}.{part}"
            for argument, given in getattr(what, "args", {}).items():
                if not given.description:
                    yield f"{name}.{part}({argument}:)"


def test_everything_says_what_it_is() -> None:
    assert list(undescribed()) == []


def test_every_type_with_an_id_can_be_asked_for_by_it() -> None:
    nodes = {one.name for one in schema.graphql_schema.get_possible_types(TYPES["Node"])}  # type: ignore[arg-type]
    assert nodes == set(BY_NAME)
    assert nodes <= set(LETTERS)


def test_the_snapshot_is_the_schema() -> None:
    """After a change that is meant: `manage.py graphql_schema --schema api.graphql.schema.schema
    --out api/graphql/schema.graphql`, and look at what it changed."""
    assert SNAPSHOT.read_text().strip() == print_schema(schema.graphql_schema).strip()
