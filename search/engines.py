"""Which engine searches here: what SEARCH_URL names."""

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from search.engine import Engine, SearchAway
from search.tantivy.index import TantivyEngine


def engine() -> Engine:
    """The engine that SEARCH_URL names. Raises ValueError for a kind that is not known."""
    return engine_at(settings.SEARCH_URL)


@cache
def engine_at(url: str) -> Engine:
    """Safe to call again and again: an engine is made once."""
    parts = urlsplit(url)
    if parts.scheme == "tantivy":
        return TantivyEngine(parts.path)
    if parts.scheme.startswith("elasticsearch"):
        from search.elastic.index import ElasticEngine  # half a second to load, where it is not used

        return ElasticEngine(url)
    raise ValueError(f"SEARCH_URL names no engine that is known: {parts.scheme}://")


def is_answering() -> bool:
    """Whether a search would be answered now."""
    try:
        engine().check()
    except SearchAway:
        return False
    return True
