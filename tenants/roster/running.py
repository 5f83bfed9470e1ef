"""From a file to a verdict for every row, and if wished to a batch: what every door to rosters calls."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection

from tenants.acts.authors import Author
from tenants.acts.violations import in_words
from tenants.isolation.scope import current_district_id
from tenants.models import RosterBatch
from tenants.roster.actions.importing import apply_roster, may_import
from tenants.roster.answers import Answers, read_answers
from tenants.roster.difference import Wishes, compare
from tenants.roster.files.sheet import Unreadable
from tenants.roster.pipeline import Reading, read_roster
from tenants.roster.places import Towers
from tenants.roster.plan import Plan
from tenants.roster.present import buildings_by_name, towers_of
from tenants.roster.progress import Progress, Told, nobody
from tenants.roster.together import standing_here
from tenants.roster.undisturbed import undisturbed

ALL = "all"
# A roster of 100,000 rows takes a few minutes; whoever waits longer than that waits for something broken.
PATIENCE = "10min"


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What is to be done with a file. `scope`: towers by name or alias, or "all"; None: those named."""

    file: Path
    scope: tuple[str, ...] | None = None
    create_units: bool = False
    skip_bad: bool = False
    gone_on: date | None = None
    answers: Path | None = None
    mapping: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """`batch` is None when nothing was written: a dry run, bad rows, or nothing to change. `stopped`: rows
    are bad, and nobody said to skip them."""

    reading: Reading
    plan: Plan
    batch: RosterBatch | None
    stopped: bool


def run_roster(
    order: Order, *, by: Author, waiting: Callable[[], None] = lambda: None, told: Told = nobody
) -> Outcome:
    """Reads, compares and applies in the open scope, whose transaction must be this import's own.

    `waiting` is called when another import into the district is at work: ours begins when it is done.
    `told` hears how far it is. Raises Unreadable for a file or an option of no use, Refusal when one may not,
    or somebody was quicker or is still at it (`BUSY`).
    """
    with in_words(), undisturbed():
        return _run(order, by, waiting, Progress(told))


def _run(order: Order, by: Author, waiting: Callable[[], None], progress: Progress) -> Outcome:
    answers = Answers()
    if order.answers and (order.answers.exists() or not order.dry_run):
        answers = read_answers(order.answers)
    buildings = buildings_by_name()
    towers = towers_of(buildings)
    reading = read_roster(order.file, towers, order.mapping, answers, standing_here(), progress)
    scope = _scope(order.scope, reading, towers)
    if not order.dry_run:
        one_import_at_a_time(waiting)
    wishes = Wishes(
        scope=scope,
        create_units=order.create_units,
        gone_on=order.gone_on,
        answers=answers,
        layouts=reading.layouts,
    )
    plan, details = compare(reading.rows, buildings, wishes, hold=not order.dry_run, progress=progress)
    may_import(by=by, plan=plan, buildings=buildings)
    stopped = not order.skip_bad and any(
        each.verdict in ("refused", "asked") for each in plan.rows if not each.row.is_left_out
    )
    if order.dry_run or stopped or not plan.changes_anything:
        return Outcome(reading, plan, None, stopped)
    batch = apply_roster(
        by=by,
        plan=plan,
        details=details,
        buildings=buildings,
        layouts=reading.layouts,
        file_name=order.file.name,
        sha256=hashlib.sha256(order.file.read_bytes()).hexdigest(),
        progress=progress,
    )
    return Outcome(reading, plan, batch, False)


def _scope(wanted: Iterable[str] | None, reading: Reading, towers: Towers) -> list[str]:
    """The towers for which the file is complete, in the district's order."""
    if wanted is None and reading.is_part:
        return []
    if wanted is None:
        named = {row.building for row in reading.rows}
        return [name for name in towers.names if name in named]
    if list(wanted) == [ALL]:
        return towers.names
    found = {text: towers.find(text) for text in wanted}
    for text, name in found.items():
        if name is None:
            raise Unreadable("scope_unknown", text, "、".join(towers.names))
    return [name for name in towers.names if name in found.values()]


def one_import_at_a_time(waiting: Callable[[], None]) -> None:
    """Two imports into one district wait for each other: the second compares with what the first wrote."""
    key = [f"roster {current_district_id()}"]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", key)
        if cursor.fetchone()[0]:
            return
        waiting()
        cursor.execute("SHOW lock_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", key)
        cursor.execute(f"SET LOCAL lock_timeout = '{usual}'")
