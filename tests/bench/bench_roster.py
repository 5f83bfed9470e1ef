"""A roster read, compared and applied, beside a staging table and INSERT … SELECT of the same rows into the
same tables: how many times as long, which step takes it, and how much memory at its peak.

`BENCH_ROWS` (20000) rows into a new district each time, in turns, at most three rounds, in a database of its
own on the server of the instance, which is dropped at the end.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from rich.console import Console
from rich.table import Table

from deploy.embedded.refusal import Refusal
from deploy.env import CHECKOUT, instance_file, setting

MOST_ROUNDS = 3
# Waits for the reader's process and says what it needed, itself too small to count.
_READER = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-I", *sys.argv[1:]], stdout=subprocess.DEVNULL)
print(os.wait4(child.pid, 0)[2].ru_maxrss / 1024)
"""


def run(console: Console, rounds: int) -> dict[str, object]:
    """Needs an instance's PostgreSQL."""
    if not instance_file().exists():
        raise Refusal("No instance was ever up here: run deploy/up --detach first.")
    import django

    django.setup()
    from tests.bench.rosters.rows import lines, workbook

    size, rounds = int(os.environ.get("BENCH_ROWS", "20000")), min(rounds, MOST_ROUNDS)
    with tempfile.TemporaryDirectory() as folder, _database() as database:
        roster, file = lines(size), Path(folder, "台账.xlsx")
        workbook(file, roster)
        pairs = [_pair(number, database, roster, file) for number in range(rounds)]
        reader = _reader(file)
    peers = [peer for peer, _ours in pairs]
    ours = [told for _peer, told in pairs]
    ratio = statistics.median(one["seconds"] for one in ours) / statistics.median(peers)
    told: dict[str, object] = {
        "rows": size,
        "rounds": rounds,
        "peer_seconds": peers,
        "our_seconds": [one["seconds"] for one in ours],
        "ratio": ratio,
        "ratio_of_each_round": [one["seconds"] / peer for peer, one in pairs],
        "steps_in_peers": {
            step: statistics.median(one["steps"][step] for one in ours) / statistics.median(peers)
            for step in ours[0]["steps"]
        },
        "peak_mb": max(one["peak"] for one in ours),
        "before_mb": max(one["before"] for one in ours),
        "reader_mb": reader,
    }
    _show(console, told)
    return told


def _show(console: Console, told: dict[str, Any]) -> None:
    table = Table("step", "times the peer", title=f"roster, {told['rows']:,} rows")
    for step, share in told["steps_in_peers"].items():
        table.add_row(step, f"{share:.2f}")
    table.add_row("all", f"{told['ratio']:.2f}", style="bold")
    console.print(table)
    each = ", ".join(f"{ratio:.2f}" for ratio in told["ratio_of_each_round"])
    console.print(
        f"The peer (COPY, INSERT … SELECT, commit) took {statistics.median(told['peer_seconds']):.1f} s, an"
        f" import {told['ratio']:.2f} times that (each round: {each})."
    )
    console.print(
        f"At its peak the import had {told['peak_mb']:.0f} MB, {told['before_mb']:.0f} of them before it"
        f" began; the process that opens the workbook {told['reader_mb']:.0f} MB."
    )


def _pair(number: int, database: str, roster: list[Any], file: Path) -> tuple[float, dict[str, Any]]:
    """One import and one peer, the other one first in every second round."""
    from tenants.actions.districts import create_district
    from tenants.acts.authors import OPERATOR
    from tests.bench.rosters import peer
    from tests.bench.rosters.rows import towers

    theirs, own = (
        create_district(slug=f"{who}-{number}", name=who, by=OPERATOR, buildings=towers(len(roster)))
        for who in ("peer", "ours")
    )
    staged = peer.staged(theirs, roster)

    def load() -> float:
        began = time.perf_counter()
        peer.load(theirs, staged)
        return time.perf_counter() - began

    def bring_in() -> dict[str, Any]:
        command = [sys.executable, "-m", "tests.bench.rosters.ours", database, own.slug, str(file)]
        done = subprocess.run(command, cwd=CHECKOUT, check=True, stdout=subprocess.PIPE, text=True)
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    if number % 2:
        told, seconds = bring_in(), load()
    else:
        seconds, told = load(), bring_in()
    if peer.counts(theirs) != peer.counts(own):
        raise Refusal(f"Not the same rows: {peer.counts(theirs)} and {peer.counts(own)}.")
    return seconds, told


def _reader(file: Path) -> float:
    from tenants.roster.files.workbook import CHILD

    command = [sys.executable, "-I", "-c", _READER, str(CHILD), str(file)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


@contextmanager
def _database() -> Iterator[str]:
    """A migrated database beside the instance's own, as the app sees it; dropped at the end."""
    from django.core.management import call_command
    from django.db import connection

    from tests.database import PREFIX, act_as, drop

    real, name = connection.settings_dict["NAME"], f"{PREFIX}{os.getpid()}_bench"
    try:
        with psycopg.connect(setting("DATABASE_OWNER_URL"), autocommit=True) as owner:
            owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.OperationalError as error:
        raise Refusal("PostgreSQL does not answer: run deploy/up --detach first.") from error
    try:
        act_as("owner", name)
        call_command("migrate", interactive=False, verbosity=0)
        act_as("app", name)
        yield name
    finally:
        act_as("app", real)
        with psycopg.connect(setting("DATABASE_OWNER_URL"), autocommit=True) as owner:
            drop(owner, name)
