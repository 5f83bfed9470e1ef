"""An index of its own for each test, and the relay as it runs."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from search.engine import Engine
from search.rebuilding import rebuild
from search.selectors import search_enterprises, search_listings
from tenants.acts.relay import relay_batch
from tenants.isolation.scope import scope
from tenants.models import District
from tenants.readers import ANYBODY, Reader
from tests.search.places import Folder, Place, Prefix, empty_index

Search = Callable[..., list[str]]


@pytest.fixture(params=["tantivy", "elasticsearch"])
def place(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Iterator[Place]:
    """Where the index lies: every test that asks for it, for `engine` or for `index` runs on both engines."""
    if request.param == "tantivy":
        made: Place = Folder(tmp_path / "index")
    else:
        made = Prefix(request.getfixturevalue("elasticsearch_hosts"))
        request.getfixturevalue("django_db_setup")  # where it is decided whose turn it is to write
    settings.SEARCH_URL = made.url
    with request.getfixturevalue("django_db_blocker").unblock():
        yield made
        made.remove()


@pytest.fixture
def engine(place: Place) -> Engine:
    """The engine under test, with an empty index."""
    return empty_index(place)


@pytest.fixture
def index(place: Place, transactional_db: None) -> Place:
    """An index of what the database holds now; call `relay()` after writing."""
    rebuild()
    return place


@pytest.fixture
def found(index: Place) -> Search:
    """`found(district, text)` → the names that a search shows, best first."""

    def names(district: District | UUID, text: str, *, reader: Reader = ANYBODY, **how: Any) -> list[str]:
        with scope(district):
            return [hit.row.name for hit in search_enterprises(reader=reader, text=text, **how).hits]

    return names


@pytest.fixture
def listed(index: Place) -> Search:
    """`listed(district, text)` → the titles that a search of the lists shows, best first."""

    def titles(district: District | UUID, text: str, *, reader: Reader = ANYBODY, **how: Any) -> list[str]:
        with scope(district):
            page = search_listings(reader=reader, text=text, **how)
            assert page.has_next_page or page.has_previous_page or page.total_count == len(page.hits)
            return [hit.row.title for hit in page.hits]

    return titles


def relay() -> None:
    """What the relay does until nothing is due."""
    while relay_batch():
        pass
