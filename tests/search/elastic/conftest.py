"""A server of a test's own, which it may stop, or narrow."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.elasticsearch.running import Running, running
from tests.search.server import skip_without_java


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """Not the one of the run, which others use."""
    skip_without_java()
    with running(tmp_path / "cluster") as cluster:
        yield cluster
