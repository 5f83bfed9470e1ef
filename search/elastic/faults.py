"""Elasticsearch's ways to fail, as one."""

from collections.abc import Iterator
from contextlib import contextmanager

from elastic_transport import TransportError
from elasticsearch import ApiError, NotFoundError

from search.engine import IndexLost, SearchAway


@contextmanager
def faults(sentence: str) -> Iterator[None]:
    """Turn what the client raises into SearchAway: IndexLost where there is no such index."""
    try:
        yield
    except NotFoundError as error:
        lost = error.error == "index_not_found_exception"
        raise (IndexLost if lost else SearchAway)(_said(sentence, error)) from error
    except (ApiError, TransportError) as error:
        raise SearchAway(_said(sentence, error)) from error


def _said(sentence: str, error: Exception) -> str:
    return f"{sentence}: {error}"[:300]
