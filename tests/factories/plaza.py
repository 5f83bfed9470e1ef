from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.deploy.instances import Instance


@dataclass
class Plaza:
    """A running instance with Zhongde Plaza, and what its `up` printed."""

    instance: Instance
    told: dict[str, Any]

    def account(self, role: str) -> dict[str, Any]:
        """The sample account of a role: login, password, token, mandates."""
        return next(account for account in self.told["accounts"] if account["role"] == role)


@pytest.fixture(scope="session")
def plaza(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plaza]:
    """One for all stories of a test process; each leaves it up for the next."""
    one = Instance(tmp_path_factory.mktemp("plaza") / "data")
    yield Plaza(one, one.up("--sample=zhongde"))
    one.down()
