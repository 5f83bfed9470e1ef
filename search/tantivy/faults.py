"""tantivy's ways to fail, as one: ValueError, OSError, and panics of Rust on damaged files."""

from collections.abc import Iterator
from contextlib import contextmanager

from search.engine import SearchAway


@contextmanager
def faults(sentence: str, raised: type[SearchAway] = SearchAway) -> Iterator[None]:
    """Turn what tantivy raises into SearchAway, or a kind of it; everything else passes."""
    try:
        yield
    except SearchAway:
        raise
    except (ValueError, OSError, RuntimeError) as error:
        raise raised(f"{sentence}: {error}"[:300]) from error
    except BaseException as error:
        # A panic is no Exception and its class cannot be imported: known by name only.
        if type(error).__name__ != "PanicException":
            raise
        raise raised(f"{sentence}: it is damaged.") from error
