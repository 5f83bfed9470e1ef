"""`DATABASE_URL` and its fellows, `BROKER_URL` and `SEARCH_URL` replace the embedded parts, one by one."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest

from deploy.embedded.folders import Folders
from deploy.embedded.instance import describe
from deploy.embedded.processes import stop
from deploy.embedded.refusal import Refusal
from deploy.embedded.services import start_services, wanted
from tests.deploy.instances import Instance

DATABASE = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL")
NOWHERE = {
    "DATABASE_URL": "postgresql://app@db.example/alliance",
    "DATABASE_OWNER_URL": "postgresql://owner@db.example/alliance",
    "BROKER_URL": "redis://broker.example/0",
    "SEARCH_URL": "tantivy:///srv/index",
}


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    made = Folders(tmp_path / "data")
    made.create()
    return made


@pytest.mark.parametrize(
    ("named", "embedded"),
    [
        ([], ["postgres", "valkey"]),
        (["DATABASE_URL", "DATABASE_OWNER_URL"], ["valkey"]),
        (["BROKER_URL"], ["postgres"]),
        (["SEARCH_URL"], ["postgres", "valkey"]),
        (list(NOWHERE), []),
    ],
)
def test_what_the_environment_names_is_used_and_not_embedded(
    folders: Folders, named: list[str], embedded: list[str]
) -> None:
    environment = {name: NOWHERE[name] for name in named}
    parts = describe(folders, environment)
    assert {name: parts[name] for name in named} == environment
    assert [program.name for program in wanted(folders, environment)] == embedded
    others = [value for name, value in parts.items() if name not in named and name != "SECRET_KEY"]
    if "DATABASE_URL" in named:
        assert "DATABASE_BACKUP_URL" not in parts  # nobody named one, and ours is not running
    places = (str(folders.data), str(folders.sockets))
    assert all(any(place in unquote(value) for place in places) for value in others)


def test_a_database_without_its_owner_is_refused(folders: Folders) -> None:
    with pytest.raises(Refusal, match="DATABASE_OWNER_URL"):
        describe(folders, {"DATABASE_URL": NOWHERE["DATABASE_URL"]})


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """Servers that somebody else runs, and their addresses."""
    there = Folders(tmp_path_factory.mktemp("elsewhere"))
    there.create()
    start_services(there, [], {}, lambda text: None, throwaway=True)
    yield describe(there, {})
    stop(there.data)


@pytest.mark.full
def test_an_instance_lives_on_servers_elsewhere(elsewhere: Mapping[str, str], tmp_path: Path) -> None:
    environment = {name: elsewhere[name] for name in (*DATABASE, "BROKER_URL", "SEARCH_URL")}
    here = Instance(tmp_path / "data", environment)
    here.up()
    try:
        assert '{"ready": true, "database": "ok", "broker": "ok"' in here.get("/readyz")
        assert not (here.data / "postgres").exists()
        assert not list((here.data / "valkey").iterdir())
        here.manage("district", "create", "elsewhere", "他乡商圈")
        assert "他乡商圈" in here.get("/")
    finally:
        here.down()
