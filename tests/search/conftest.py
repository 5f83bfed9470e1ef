"""An index of its own for each test, and the relay as it runs."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from search.engine import Engine
from search.engines import engine_at
from search.selectors import search_enterprises, search_listings
from search.sync import rebuild
from tenants.acts.relay import relay_batch
from tenants.isolation.scope import scope
from tenants.models import District
from tenants.readers import ANYBODY, Reader

Search = Callable[..., list[str]]


@pytest.fixture
def index_folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    yield tmp_path / "index"
    engine_at.cache_clear()


@pytest.fixture
def engine(index_folder: Path) -> Engine:
    """The engine under test, with an empty index. Another engine joins by being a parameter here."""
    made = engine_at(f"tantivy://{index_folder}")
    with made.rebuilding() as new, new.swapping():
        pass
    return made


@pytest.fixture
def index(index_folder: Path, transactional_db: None) -> Path:
    """An index of what the database holds now; call `relay()` after writing."""
    rebuild()
    return index_folder


@pytest.fixture
def found(index: Path) -> Search:
    """`found(district, text)` → the names that a search shows, best first."""

    def names(district: District | UUID, text: str, *, reader: Reader = ANYBODY, **how: Any) -> list[str]:
        with scope(district):
            return [hit.row.name for hit in search_enterprises(reader=reader, text=text, **how).hits]

    return names


@pytest.fixture
def listed(index: Path) -> Search:
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
