"""Codes for programs: every one that can be answered is one that the schema and the tables know."""

import ast
from collections.abc import Iterator
from pathlib import Path

from api.graphql.errors import CODES, SENTENCES
from api.graphql.user_errors import USER_ERROR_CODES
from deploy.env import CHECKOUT

# Which argument of a call is the code.
REFUSING = {"Refusal": 0, "explain": 1}
# What only the search refuses: an error of the protocol, since it is asked by queries.
OF_QUERIES = {"INVALID_CURSOR", "INVALID_PAGE", "SEARCH_UNAVAILABLE"}
# What nobody does over GraphQL: an operator's files.
AT_THE_COMMAND_LINE = {"BUILDINGS_FILE"}


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (CHECKOUT / folder).rglob("*.py")


def codes(calls: dict[str, int], *folders: str) -> set[str]:
    """The texts that stand at that place in calls of these names."""
    found = set()
    for file in sources(*folders):
        for node in ast.walk(ast.parse(file.read_text())):
            name = getattr(getattr(node, "func", None), "id", None)
            if isinstance(node, ast.Call) and name in calls and len(node.args) > calls[name]:
                code = node.args[calls[name]]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.add(code.value)
    return found


def test_every_refusal_has_a_code_that_clients_know() -> None:
    refused = codes(REFUSING, "tenants", "alliance", "api/graphql")
    assert len(refused) > 20
    assert refused - set(USER_ERROR_CODES) == AT_THE_COMMAND_LINE


def test_every_problem_has_its_sentence_in_both_languages() -> None:
    assert codes({"problem": 0}, "api") <= set(SENTENCES) <= CODES
    for english, chinese in SENTENCES.values():
        assert english.isascii() and not chinese.isascii()


def test_the_search_is_refused_in_words_of_its_own() -> None:
    assert codes({"Refusal": 0}, "search") <= OF_QUERIES
