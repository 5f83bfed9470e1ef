"""The long steps of `deploy/up` as a person sees them: rich bars on stderr, results on stdout."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from deploy.embedded.folders import Folders
from deploy.embedded.refusal import Refusal
from deploy.env import CHECKOUT


class Steps:
    """A list of steps on the screen. A child may print `PROGRESS done/total what` to move its bar."""

    def __init__(self) -> None:
        self.progress = Progress(
            SpinnerColumn(finished_text="[green]✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )

    @contextmanager
    def step(self, title: str, *, shown: bool = True) -> Iterator["Step"]:
        """One step; a finished one keeps its line."""
        task = self.progress.add_task(title, total=None, visible=shown)
        yield Step(self.progress, task, title)
        total = self.progress.tasks[task].total or 1
        self.progress.update(task, total=total, completed=total, description=title)


def _environment(folders: Folders, role: str) -> dict[str, str]:
    ours = {"ALLIANCE_DATA": str(folders.data), "DATABASE_ROLE": role, "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **ours, "DJANGO_SETTINGS_MODULE": "deploy.settings"}


def managed(folders: Folders, *arguments: str) -> str:
    """The last line that a command of `manage.py` prints. Raises Refusal with what it says went wrong."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=CHECKOUT,
        env=_environment(folders, "app"),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Refusal(f"manage.py {arguments[0]} failed: {said[-1] if said else done.returncode}")
    return done.stdout.strip().splitlines()[-1]


class Step:
    """One line of the list."""

    def __init__(self, progress: Progress, task: object, title: str) -> None:
        self._progress, self._task, self._title = progress, task, title

    def say(self, note: str) -> None:
        """Show what is being done just now."""
        self._progress.update(self._task, description=f"{self._title}: {note}")  # type: ignore[arg-type]

    def manage(self, folders: Folders, *arguments: str, role: str = "app") -> None:
        """Run `manage.py` with a database role and follow its progress. Raises Refusal with its last line."""
        self._follow([sys.executable, "manage.py", *arguments], folders, role)

    def module(self, folders: Folders, name: str, *, role: str = "app") -> None:
        """Run one of our modules in the same way."""
        self._follow([sys.executable, "-m", name], folders, role)

    def _follow(self, command: list[str], folders: Folders, role: str) -> None:
        log = folders.logs / "up.log"
        told: list[str] = []
        with (
            open(log, "a") as out,
            subprocess.Popen(
                command,
                cwd=CHECKOUT,
                env=_environment(folders, role),
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            ) as child,
        ):
            assert child.stdout is not None
            for line in child.stdout:
                out.write(line)
                if line.startswith("PROGRESS "):
                    self._move(line)
                elif line.strip():
                    told.append(line.strip())
        if child.returncode:
            if any("No space left" in line for line in told):
                raise Refusal(f"The disk is full: make room in {folders.data} and run the command again.")
            raise Refusal(f"{self._title} failed: {told[-1] if told else child.returncode} (more in {log})")

    def _move(self, line: str) -> None:
        count, _, note = line.removeprefix("PROGRESS ").strip().partition(" ")
        done, _, total = count.partition("/")
        self._progress.update(self._task, completed=int(done), total=int(total))  # type: ignore[arg-type]
        if note:
            self.say(note)
