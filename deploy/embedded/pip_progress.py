"""A progress bar for the one step that runs before any package is there. Standard library only."""

import os
import subprocess
import sys
import threading
from pathlib import Path

WIDTH = 30


class Bar:
    """A bar on stderr; where that is no terminal, one line at each quarter."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._quarter = -1

    def draw(self, done: int, total: int, note: str = "") -> None:
        """Show `done` of `total`."""
        if sys.stderr.isatty():
            full = WIDTH * done // total
            text = (
                f"\r\033[K{self.title} [{'━' * full}{' ' * (WIDTH - full)}] {100 * done // total:3d}% {note}"
            )
            sys.stderr.write(text + ("\n" if done == total else ""))
        elif (quarter := 4 * done // total) != self._quarter:
            self._quarter = quarter
            sys.stderr.write(f"{self.title}: {25 * quarter}%\n")
        sys.stderr.flush()


def watch(command: list[str], venv: Path, packages: int) -> tuple[int, list[str]]:
    """Run pip and show how far it is: packages fetched, then packages that lie in the environment.

    Returns its exit code and everything it said.
    """
    bar = Bar("Installing Python packages")
    told: list[str] = []
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert pip.stdout is not None
    reader = threading.Thread(target=told.extend, args=((line.strip() for line in pip.stdout),), daemon=True)
    reader.start()
    try:
        while pip.poll() is None:
            fetched = sum(line.startswith(("Collecting", "Requirement already")) for line in told)
            there = len(list(venv.glob("lib/python*/site-packages/*.dist-info")))
            done = min(fetched, packages) + min(there, packages)
            bar.draw(min(done, 2 * packages - 1), 2 * packages, f"{fetched} of {packages}")
            _rest(pip)
    finally:
        if pip.poll() is None:
            pip.terminate()
    reader.join(5)
    if pip.returncode == 0:
        bar.draw(1, 1)
    elif sys.stderr.isatty():
        os.write(2, b"\n")
    return pip.returncode, told


def _rest(pip: "subprocess.Popen[str]") -> None:
    try:
        pip.wait(0.2)
    except subprocess.TimeoutExpired:
        return
