"""The virtual environment `<checkout>/var/venv`, kept equal to a lock file. Standard library only.

All instances of one checkout share it. A stamp holds the lock file's hash, so that looking again is quick.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.embedded.folders import require_space
from deploy.embedded.pip_progress import Bar, watch
from deploy.embedded.refusal import Refusal
from deploy.env import CHECKOUT

VENV = CHECKOUT / "var" / "venv"
PYTHON = VENV / "bin" / "python"
LOCKS = CHECKOUT / "deploy" / "requirements"
MEGABYTES = 700  # 300 for the packages, as much again while pip downloads and unpacks them


def _wanted(lock: str) -> str:
    text = (LOCKS / f"{lock}.txt").read_bytes()
    return f"{hashlib.sha256(text).hexdigest()} {sys.version_info.major}.{sys.version_info.minor}"


def _pins(lock: str) -> set[str]:
    """The `name==version` lines of a lock file."""
    lines = (LOCKS / f"{lock}.txt").read_text().splitlines()
    return {line.rstrip(" \\") for line in lines if "==" in line and not line.startswith((" ", "#"))}


def _stamp(lock: str) -> Path:
    return VENV / f".installed-{lock}"


def is_current(lock: str) -> bool:
    """Whether the environment holds what `lock` ("run" or "test") names, for this Python."""
    stamp = _stamp(lock)
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == _wanted(lock)


@contextmanager
def _alone() -> Iterator[None]:
    VENV.parent.mkdir(parents=True, exist_ok=True)
    with open(VENV.parent / "venv.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def ensure(lock: str) -> None:
    """Make the environment hold what `lock` names; hashes are required. Raises Refusal or OSError."""
    if is_current(lock):
        return
    with _alone():
        if is_current(lock):
            return  # another command made it while we waited
        require_space(VENV.parent, MEGABYTES)
        _create()
        _install(lock)
        for held in [lock, *(other for other in ("run", "test") if _pins(other) <= _pins(lock))]:
            _stamp(held).write_text(_wanted(held))


def _create() -> None:
    version = f"version = {sys.version_info.major}.{sys.version_info.minor}."
    config = VENV / "pyvenv.cfg"
    if PYTHON.exists() and (VENV / "bin" / "pip").exists() and version in config.read_text():
        return
    Bar("Making the Python environment").draw(0, 1)
    shutil.rmtree(VENV, ignore_errors=True)
    # Not sys.executable where that is the environment we have just removed.
    base = sys._base_executable  # type: ignore[attr-defined]
    made = subprocess.run([base, "-m", "venv", str(VENV)], check=False, capture_output=True, text=True)
    if made.returncode:
        told = made.stdout + made.stderr
        if "ensurepip" in told:
            raise Refusal(
                "This Python cannot make environments: install its venv package (python3-venv on Debian)."
            )
        raise Refusal(f"The Python environment could not be made in {VENV}: {told.strip().splitlines()[-1]}")


def _install(lock: str) -> None:
    file = LOCKS / f"{lock}.txt"
    # The lock file is complete: nothing to resolve, so no dependencies to ask for.
    command = [
        str(PYTHON), "-m", "pip", "install", "--no-deps", "--require-hashes", "--no-input",
        "--disable-pip-version-check", "--progress-bar=off", "-r", str(file),
    ]  # fmt: skip
    code, told = watch(command, VENV, len(_pins(lock)))
    if code == 0:
        return
    if any("No space left" in line for line in told):
        raise Refusal(
            f"The disk is full: Python packages need {MEGABYTES} MB in {VENV.parent} and the temp folder."
        )
    errors = [line for line in told if line.startswith("ERROR")] or told[-1:]
    raise Refusal(
        f"The Python packages could not be installed: {errors[0] if errors else 'pip said nothing.'}"
    )


def enter(lock: str) -> None:
    """Go on inside the environment: returns when already there, else starts this command again there."""
    ensure(lock)
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(PYTHON, [str(PYTHON), *sys.argv])
