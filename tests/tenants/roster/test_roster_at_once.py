"""Two imports, or an import and a move, at the same time on two real connections."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tenants.actions.moving import move, move_out
from tenants.actions.units import Part, create_unit
from tenants.acts.authors import OPERATOR
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, ActChange, District, Enterprise, Tenancy
from tenants.roster import difference, running
from tests.factories.town import SHARED_CODE, SHARED_NAME, Town
from tests.tenants.roster.importing import a_rostered_district, imported
from tests.tenants.roster.sheets import HEADINGS, line, uscc, xlsx
from tests.tenants.roster.test_roster_command import last_object, roster


@pytest.fixture
def home(transactional_db: None) -> Iterator[District]:
    """A district whose connection loses patience after 0.3 s, as ours do after five."""
    district = a_rostered_district()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")
    yield district
    connection.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return xlsx(tmp_path / "台账.xlsx", [HEADINGS, line("甲有限公司", "201", code=uscc(1))])


@contextmanager
def meanwhile(district: District, hold: Callable[[], object]) -> Iterator[threading.Event]:
    """Somebody else's transaction, which does something and commits when the block ends, or as soon as the
    event it gives is set."""
    begun, may_go = threading.Event(), threading.Event()

    def run() -> None:
        try:
            with scope(district):
                hold()
                begun.set()
                may_go.wait(60)
        finally:
            connection.close()

    other = threading.Thread(target=run)
    other.start()
    assert begun.wait(20)
    try:
        yield may_go
    finally:
        may_go.set()
        other.join()


def go_when_somebody_waits(may_go: threading.Event) -> threading.Thread:
    """Sets the event once another connection has been waiting for a lock for longer than its patience."""

    def watch() -> None:
        try:
            with connection.cursor() as cursor:
                for _ in range(600):
                    cursor.execute(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND database ="
                        " (SELECT oid FROM pg_database WHERE datname = current_database())"
                    )
                    if cursor.fetchone()[0]:  # type: ignore[index]
                        break
                    time.sleep(0.05)
            time.sleep(0.6)  # twice the patience: what is said of waiting has been said
        finally:
            may_go.set()
            connection.close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    return watcher


def test_the_second_import_waits_says_so_and_compares_with_what_the_first_wrote(
    home: District, file: Path
) -> None:
    with meanwhile(home, lambda: running.one_import_at_a_time(lambda: None)) as may_go:
        watcher = go_when_somebody_waits(may_go)
        code, out, err = roster(file, "--district", "home", "--create-units", "--json")
        watcher.join()
    assert (code, last_object(out)["summary"]["new"]) == (0, 1)
    assert len(err.strip().splitlines()) == 1 and ("等待" in err or "waiting" in err.lower())


def test_an_import_that_waited_long_enough_stops_with_a_sentence_and_an_object(
    home: District, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PATIENCE", "200ms")
    with meanwhile(home, lambda: running.one_import_at_a_time(lambda: None)):
        code, out, err = roster(file, "--district", "home", "--create-units", "--json")
    error = last_object(out)["error"]
    assert (code, error["code"]) == (2, "BUSY")
    assert error["message"] in err and "Traceback" not in out + err
    with scope(home):
        assert not Enterprise.objects.exists()


def test_a_row_that_somebody_holds_is_busy_to_an_import_and_nothing_to_a_dry_run(
    home: District, file: Path
) -> None:
    roster(file, "--district", "home", "--create-units")
    with meanwhile(home, lambda: list(Enterprise.objects.select_for_update())):
        assert roster(file, "--district", "home", "--dry-run", "--json")[0] == 0
        code, out, err = roster(file, "--district", "home", "--json")
    assert (code, last_object(out)["error"]["code"]) == (2, "BUSY")
    assert len(err.strip().splitlines()) == 1


def test_a_dry_run_keeps_nobody_waiting(home: District, file: Path, tmp_path: Path) -> None:
    roster(file, "--district", "home", "--create-units")
    with scope(home):
        imported_dry = running.run_roster(running.Order(file=file, dry_run=True), by=OPERATOR)
        assert imported_dry.batch is None
        free: list[int] = []

        def take() -> None:
            with scope(home):
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '200ms'")
                free.append(len(list(Enterprise.objects.select_for_update())))
            connection.close()

        other = threading.Thread(target=take)
        other.start()
        other.join()
    assert free == [1]


def each_began_where_the_one_before_it_ended(district: District, row: Any) -> bool:
    """Whether every act that changed a row knew it as the act before had left it."""
    with scope(district):
        known: dict[str, Any] = {}
        for change in ActChange.objects.filter(row=row).order_by("act__at", "act_id", "seq"):
            for name, value in (change.before or {}).items():
                if name in known and known[name] != value:
                    return False
            known |= change.after or {}
        return True


@pytest.mark.parametrize("what", ["out", "over"])
def test_a_move_made_while_an_import_reads_is_not_written_over(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """The sheet says that somebody is gone from A座; at that moment the office moves them itself."""
    home = town.home
    others = xlsx(tmp_path / "台账.xlsx", [HEADINGS, line("别的有限公司", "1204")])
    answers: list[str] = []

    def act() -> None:
        try:
            with scope(home.district):
                if what == "out":
                    move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=date(2026, 5, 31))
                else:
                    move(
                        by=home.as_manager,
                        tenancy_id=home.tenancy.id,
                        to_unit_id=spare.id,
                        on=date(2026, 5, 1),
                    )
            answers.append("ok")
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    with scope(home.district):
        spare = create_unit(by=OPERATOR, floor_id=home.unit.floor_id, part=Part(label="1299"))
    mover = threading.Thread(target=act)
    read = difference.details_of

    def read_then_let_the_move_in(*args: Any, **kwargs: Any) -> Any:
        details = read(*args, **kwargs)
        mover.start()
        mover.join(1.5)  # it commits now, unless it must wait for us
        return details

    monkeypatch.setattr(difference, "details_of", read_then_let_the_move_in)
    imported(home.district, others, by=home.as_manager, gone_on=date(2026, 4, 1))
    mover.join()
    assert each_began_where_the_one_before_it_ended(home.district, home.tenancy.id)
    with scope(home.district):
        [batch] = Act.objects.filter(verb="roster.import")
        moved = (
            Act.objects.filter(verb__startswith="tenancy.move_out").last()
            or Act.objects.filter(verb="tenancy.move").last()
        )
        assert answers in (["ok"], ["NOT_THERE"])
        if answers == ["ok"]:
            assert moved is not None and moved.at and batch.at
            assert Tenancy.objects.get(id=home.tenancy.id).ends is not None
        assert not Enterprise.objects.filter(name=SHARED_NAME).exclude(uscc=SHARED_CODE).exists()
