from collections.abc import Iterator

import pytest

from tests.deploy.instances import Instance


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance that is up, without the sample; each story leaves it up for the next."""
    one = Instance(tmp_path_factory.mktemp("instance") / "data")
    one.up()
    yield one
    one.down()
