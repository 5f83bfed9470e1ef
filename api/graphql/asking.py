"""What a request asks: query, variables, operation. One operation at a time, no batches."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

import orjson
from django.http import HttpRequest

from .errors import problem
from .limits import BODY, NESTED, over


@dataclass(frozen=True)
class Asked:
    query: str
    variables: dict[str, Any]
    operation: str | None
    may_change: bool


def asked_in(request: HttpRequest) -> Asked:
    """Read it from the address (GET) or a JSON body (POST). Raises one of the codes
    of a request that cannot be read, or TOO_DEAR.

    Only JSON: a form of another site could send the other types along with our cookie.
    """
    if request.method == "GET":
        length, given = len(request.META.get("QUERY_STRING", "")), request.GET.dict()
    else:
        if request.content_type != "application/json":
            raise problem("UNSUPPORTED_MEDIA_TYPE")
        length = _declared(request)
        if length <= BODY:
            length, given = len(request.body), _json(request.body, "body")
    if length > BODY:
        raise over("body", length, BODY)
    query, variables, operation = given.get("query"), given.get("variables"), given.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise problem("QUERY_MISSING")
    if isinstance(variables, str):
        variables = _json(variables.encode(), "variables") if variables else None
    if not isinstance(variables, dict | None):
        raise problem("NOT_AN_OBJECT", part="variables")
    if not isinstance(operation, str | None):
        raise problem("NOT_A_TEXT", part="operationName")
    if holds_nul(variables):
        raise problem("BAD_CHARACTER")
    return Asked(query, variables or {}, operation or None, may_change=request.method == "POST")


def holds_nul(value: Any) -> bool:
    """Whether a text somewhere in it holds U+0000, which PostgreSQL cannot even be asked about. Raises
    TOO_DEAR for what is nested deeper than any input: whoever walks it next would run out of stack."""
    todo = [(value, 1)]
    while todo:
        here, depth = todo.pop()
        if isinstance(here, str) and "\0" in here:
            return True
        parts: Iterable[Any] = ()
        if isinstance(here, dict):
            parts = chain(here, here.values())
        elif isinstance(here, list):
            parts = here
        else:
            continue
        if depth > NESTED:
            raise over("variables depth", depth, NESTED)
        todo.extend((part, depth + 1) for part in parts)
    return False


def _declared(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _json(raw: bytes, part: str) -> Any:
    try:
        given = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise problem("NOT_JSON", part=part) from None
    if not isinstance(given, dict):
        raise problem("NOT_AN_OBJECT", part=part)
    return given
