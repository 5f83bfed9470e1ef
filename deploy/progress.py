"""How far a long command is: a bar for a person, `PROGRESS done/total what` for `deploy/up`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar


class Progress:
    """Told step by step, or by counts; says so on `out`."""

    def __init__(self, total: int, out: TextIO, bar: Bar | None) -> None:
        self._total, self._done, self._out, self._bar = total, 0, out, bar
        self._task = bar.add_task("", total=total) if bar else None

    def step(self, what: str, count: int = 1) -> None:
        """So much more is done; `what` comes next."""
        self._done += count
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done, description=what)
        else:
            print(f"PROGRESS {self._done}/{self._total} {what}", file=self._out, flush=True)


@contextmanager
def progress(total: int, out: TextIO | None = None) -> Iterator[Progress]:
    """Show a long command's progress until the block ends."""
    out = out or sys.stdout
    if not out.isatty():
        yield Progress(total, out, None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(file=out)) as bar:
        yield Progress(total, out, bar)
