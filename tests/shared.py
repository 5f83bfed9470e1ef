"""Real data that lies beside the checkout and is never committed."""

import os
from pathlib import Path

import pytest

from deploy.env import CHECKOUT

SHARED = CHECKOUT.parent / "shared" / "data"


def shared_file(name: str) -> Path:
    """A file of `../shared/data`. Where it is absent the test is skipped, except in CI, where it fails."""
    file = SHARED / name
    if not file.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{file} must be there in CI.")
        pytest.skip(f"needs {file}")
    return file
