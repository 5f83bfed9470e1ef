from pathlib import Path

import pytest

from tests.deploy.instances import Instance

pytestmark = pytest.mark.full


def test_two_instances_do_not_notice_each_other(instance: Instance, tmp_path: Path) -> None:
    # A long path: its sockets have to live elsewhere, since a socket's path holds 107 bytes.
    neighbour = Instance(tmp_path / ("far-away-" * 12))
    neighbour.up()
    try:
        instance.manage("district", "create", "side-by-side", "邻里商圈")
        assert "邻里商圈" in instance.get("/")
        assert "邻里商圈" not in neighbour.get("/")
        ours, theirs = instance.addresses(), neighbour.addresses()
        assert not set(ours.values()) & set(theirs.values())
        before = instance.lasting()
    finally:
        neighbour.down()
    assert instance.lasting() == before
    assert "邻里商圈" in instance.get("/")
