"""What is too dear is refused before it runs: which limit, what it takes, what is allowed."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from graphql import get_introspection_query, get_operation_ast, parse

from api.graphql.limits import ALIASES, BODY, COST, DEPTH, DIRECTIVES, TOKENS, UNSIZED, weigh
from api.graphql.schema import schema
from tenants.models import District

NAMES = "edges { node { name } }"
DEEP = "{ enterprises { edges { node { unit " + "{ parent " * DEPTH + "{ label }" + " }" * DEPTH + " } } } }"
TAGS = "{ edges { node { tags { id } } } }"
ATTACKS = {
    "body": ("body", "{ district { name } }" + " " * BODY),
    "tokens": ("tokens", "{ district {" + " name" * TOKENS + " } }"),
    "comments": ("tokens", "# x\n" * (TOKENS + 1) + "{ district { name } }"),
    "depth": ("depth", DEEP),
    "aliases": ("aliases", "{" + " ".join(f"a{n}: district {{ name }}" for n in range(ALIASES + 1)) + "}"),
    "directives": ("directives", "{ district { name " + "@include(if: true) " * (DIRECTIVES + 1) + "} }"),
    "cost": ("cost", "{ enterprises(first: 100) { edges { node { listings(first: 100) " + TAGS + " } } } }"),
    "variables": (
        "cost",
        "query($n: Int = 100) { enterprises(first: $n) { edges { node { listings(first: $n) "
        + TAGS
        + " } } } }",
    ),
    "ids by default": (
        "cost",
        "query($ids: [ID!]! = [" + '"x" ' * 1_000 + "]) { nodes(ids: $ids) { ... on Enterprise "
        "{ listings(first: 100) { edges { node { id } } } } } }",
    ),
    "fragments": (
        "cost",
        "query { enterprises(first: 100) { ...a } }"
        " fragment a on EnterpriseConnection { edges { node { listings(first: 100) { ...b } } } }"
        " fragment b on ListingConnection { edges { node { tags { id } } } }",
    ),
    "many fragments": (
        "cost",
        "{ enterprises(first: 100) { edges { node { ...f0 } } } }"
        + "".join(f" fragment f{n} on Enterprise {{ ...f{n + 1} ...f{n + 1} }}" for n in range(40))
        + " fragment f40 on Enterprise { unit { id } }",
    ),
    "floors": ("cost", "{ buildings { floors { units { building { floors { units { label } } } } } } }"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_query_over_a_limit_is_refused_by_name(
    somewhere: District, ask: Callable[..., Any], name: str
) -> None:
    limit, query = ATTACKS[name]
    asker = ask(somewhere)
    began = time.process_time()
    answer = asker(query)
    assert time.process_time() - began < 0.5
    assert "data" not in answer
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "TOO_DEAR"
    assert error["extensions"]["limit"] == limit
    assert error["extensions"]["cost"] > error["extensions"]["allowed"]
    assert limit in error["message"] and str(error["extensions"]["allowed"]) in error["message"]
    # No district was opened for it.
    assert asker.statements == 1


def test_a_refusal_is_said_to_each_in_their_language(somewhere: District, ask: Callable[..., Any]) -> None:
    query = ATTACKS["aliases"][1]
    said = [
        ask(somewhere, language=language)(query)["errors"][0]["message"] for language in ("en", "zh", "en")
    ]
    assert said[0] == said[2] and "over the limit" in said[0] and "超出" in said[1]


def test_cycles_of_fragments_are_refused(somewhere: District, ask: Callable[..., Any]) -> None:
    ring = "fragment a on Enterprise { ...b } fragment b on Enterprise { ...a }"
    query = "{ enterprises { edges { node { ...a } } } } " + ring
    assert ask(somewhere).code(query) == "GRAPHQL_VALIDATION_FAILED"


def test_loops_through_introspection_are_refused(somewhere: District, ask: Callable[..., Any]) -> None:
    loop = "{ __schema { types { " + "fields { type { " * 6 + "name" + " } }" * 6 + " } } }"
    answer = ask(somewhere)(loop)
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"GRAPHQL_VALIDATION_FAILED"}
    assert "data" not in answer


def test_introspection_is_open_to_everybody(somewhere: District, ask: Callable[..., Any]) -> None:
    found = ask(somewhere).data(get_introspection_query(descriptions=True))
    assert "Enterprise" in {one["name"] for one in found["__schema"]["types"]}


def test_the_page_that_the_design_measures_is_far_from_the_limits(
    somewhere: District, ask: Callable[..., Any]
) -> None:
    page = """query($b: [ID!], $i: [String!]) {
      enterprises(first: 50, filter: {buildings: $b, industries: $i}) { totalCount edges { cursor node {
        id name uscc unit { label } building { name } tags { label } format { name }
        listings(first: 3) { edges { node { title } } } } } pageInfo { hasNextPage endCursor } } }"""
    ask(somewhere).data(page)


@pytest.mark.parametrize("size", [0, 1, 100])
def test_a_list_costs_what_it_declares(size: int) -> None:
    node = "{ unit { label } tags { id } }"
    text = f"{{ enterprises(first: {size}) {{ totalCount edges {{ node {node} }} }} }}"
    document = parse(text)
    operation = get_operation_ast(document)
    assert operation
    cost, depth = weigh(schema.graphql_schema, document, operation, {})
    assert cost == max(size, 1) * (1 + 1 + UNSIZED)
    assert depth == 5
    assert cost < COST
