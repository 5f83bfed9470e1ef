"""A backup is worth what its restoring gives: rows of every district, rights, and the walls."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from deploy.env import setting
from tenants.actions.districts import create_district
from tenants.acts.authors import OPERATOR
from tenants.models import District
from tests.database import KEPT, as_role

pytestmark = pytest.mark.django_db(transaction=True)
EVERY_TABLE = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
RIGHTS = (
    "SELECT relname, privilege_type FROM pg_class, aclexplode(relacl)"
    " WHERE relnamespace = 'public'::regnamespace AND grantee = 'app'::regrole ORDER BY 1, 2"
)
WALLS = (
    "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, p.polname, pg_get_expr(p.polqual, p.polrelid)"
    " FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid"
    " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 4"
)
CONSTRAINTS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
)


def as_url(role: str, database: str) -> str:
    """The address of another database on the same server for role `OWNER_`, `BACKUP_` or `` (app)."""
    head, _, query = setting(f"DATABASE_{role}URL").partition("?")
    return f"{head.rpartition('/')[0]}/{database}?{query}"


@pytest.fixture
def emptied() -> Iterator[str]:
    """The name of a new, empty database on the same server."""
    name = f"test_alliance_{os.getpid()}_restored"
    with as_role("owner") as owner:
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield name
    with as_role("owner") as owner:
        owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup of two districts."""
    for slug, name in (("zhongde", "中德广场"), ("harbour", "海港商圈")):
        create_district(slug=slug, name=name, by=OPERATOR)
    monkeypatch.setenv("DATABASE_BACKUP_URL", as_url("BACKUP_", connection.settings_dict["NAME"]))
    call_command("backup", str(tmp_path / "all.dump"))
    return tmp_path / "all.dump"


def everything(url: str) -> dict[str, object]:
    """Counts of rows as *backup* sees them, rights, walls and constraints of a database."""
    with psycopg.connect(url) as reader:
        tables = [name for (name,) in reader.execute(EVERY_TABLE)]
        counts = {
            name: reader.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
            for name in tables
        }
        told: dict[str, object] = {"rows": counts}
        for what, question in (("rights", RIGHTS), ("walls", WALLS)):
            told[what] = reader.execute(question).fetchall()  # type: ignore[arg-type]
        # A constraint that is read in again is written with other casts and brackets.
        told["constraints"] = [
            (*names, re.sub(r"::character varying|::text|[][()]", "", definition))
            for *names, definition in reader.execute(CONSTRAINTS)  # type: ignore[arg-type]
        ]
    return told


def test_what_is_restored_equals_what_was_backed_up(
    dump: Path, emptied: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = connection.settings_dict["NAME"]
    monkeypatch.setenv("DATABASE_OWNER_URL", as_url("OWNER_", emptied))
    call_command("restore", str(dump))
    before, after = (everything(as_url("BACKUP_", name)) for name in (here, emptied))
    assert after == before
    assert before["rights"] and before["walls"]
    assert before["rows"]["tenants_district"] == (2,)  # type: ignore[index]
    assert set(KEPT) <= set(before["rows"])  # type: ignore[call-overload]


def test_the_walls_stand_in_the_restored_database(
    dump: Path, emptied: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", as_url("OWNER_", emptied))
    call_command("restore", str(dump))
    home = District.objects.get(slug="zhongde").pk
    with psycopg.connect(as_url("", emptied)) as app:
        assert app.execute("SELECT count(*) FROM tenants_principal").fetchone() == (0,)
        app.execute(f"SET LOCAL app.district_id = '{home}'")  # type: ignore[arg-type]
        seen = app.execute("SELECT DISTINCT district_id FROM tenants_principal").fetchall()
    assert seen == [(home,)]


def test_a_backup_is_for_its_owner_alone(dump: Path) -> None:
    assert dump.stat().st_mode & 0o077 == 0
    assert list(dump.parent.iterdir()) == [dump]


def test_an_earlier_backup_is_replaced_only_when_that_is_asked_for(dump: Path) -> None:
    before = dump.read_bytes()
    with pytest.raises(CommandError, match="there already.*--force"):
        call_command("backup", str(dump))
    assert dump.read_bytes() == before
    create_district(slug="third", name="第三商圈", by=OPERATOR)
    call_command("backup", str(dump), "--force")
    assert dump.read_bytes() != before and list(dump.parent.iterdir()) == [dump]


def test_a_database_in_use_is_not_overwritten(dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", as_url("OWNER_", connection.settings_dict["NAME"]))
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(dump))
    assert District.objects.count() == 2


def test_what_is_no_backup_changes_nothing(
    tmp_path: Path, emptied: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", as_url("OWNER_", emptied))
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam")
    with pytest.raises(CommandError, match="pg_restore did not finish"):
        call_command("restore", str(tmp_path / "letter.txt"))
    with pytest.raises(CommandError, match="not a file"):
        call_command("restore", str(tmp_path / "none.dump"))
    with psycopg.connect(as_url("OWNER_", emptied)) as owner:
        assert owner.execute(EVERY_TABLE).fetchall() == []  # type: ignore[arg-type]


def test_a_place_that_cannot_be_written_is_named(dump: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("backup", str(dump.parent / "nowhere" / "all.dump"))
