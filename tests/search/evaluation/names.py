"""Real short names of companies, in two halves: one to tune on, one to measure with."""

import hashlib
import os

import pytest

from deploy.env import CHECKOUT
from tenants.reading.pinyin import syllables

BRANDS = CHECKOUT.parent / "shared" / "data" / "brands.txt"


def names_to_measure_with() -> list[str]:
    """The names that no weight was tuned on, sorted: where the first byte of the name's SHA-256 is odd.
    (Whoever tunes looks at the even ones.) Names of one syllable name nobody and are left out."""
    lines = {line.strip() for line in BRANDS.read_text(encoding="utf-8-sig").splitlines()[2:]}
    kept = (line for line in lines if hashlib.sha256(line.encode()).digest()[0] % 2)
    return sorted(name for name in kept if len(syllables(name)) >= 2)


def skip_without_names() -> None:
    """Skips the test where the names are not at hand; in CI they must be."""
    if not BRANDS.exists():
        assert not os.environ.get("CI"), "the names to measure with are missing"
        pytest.skip("../shared/data/brands.txt is not here")
