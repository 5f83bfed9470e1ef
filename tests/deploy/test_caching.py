"""Counts of sign-in attempts are shared while Valkey is there, and sign-in goes on while it is not."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings

from deploy.caching import SharedCache

ADDRESS = settings.CACHES["default"]["LOCATION"]


def test_two_processes_count_together() -> None:
    here, there = SharedCache(ADDRESS, {}), SharedCache(ADDRESS, {})
    key = uuid4().hex
    here.set(key, [1.5, 2.5], 60)
    assert there.get(key) == [1.5, 2.5]
    assert there.add(key, "again") is False and there.delete(key) is True
    assert here.get(key) is None


def test_without_valkey_each_counts_for_itself(tmp_path: Path) -> None:
    nowhere = f"unix://{tmp_path}/nothing.sock"
    here = SharedCache(nowhere, {})
    assert here.add("lock", True) is True and here.add("lock", True) is False
    here.set("history", [1.5], 60)
    assert here.get("history") == [1.5] and here.touch("history", 60) is True
    assert here.delete("lock") is True and here.get("lock") is None
    here.clear()
    assert here.get("history") is None
