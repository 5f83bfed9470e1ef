"""Where this instance finds its parts: environment first, then what `deploy/up` wrote down."""

import json
import os
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The folder that holds everything this instance keeps: ALLIANCE_DATA, or `var/`."""
    return Path(os.environ.get("ALLIANCE_DATA") or CHECKOUT / "var").absolute()


def instance_file() -> Path:
    """The addresses and secrets of the embedded parts (mode 0600), written by `deploy/up`."""
    return data_folder() / "instance.json"


class MissingSetting(Exception):
    """A part has no address: neither the environment nor `instance.json` names it, or we may not read it."""


@cache
def instance() -> dict[str, str]:
    """What `deploy/up` wrote down, or nothing. Raises MissingSetting where it is another user's."""
    file = instance_file()
    try:
        return json.loads(file.read_text())
    except FileNotFoundError:
        return {}
    except PermissionError as error:
        raise MissingSetting(
            f"{file} cannot be read: this instance belongs to another user. "
            "Run the command as that user, or name a folder of your own in ALLIANCE_DATA."
        ) from error


def setting(name: str, default: str | None = None) -> str:
    """One setting as text. Raises MissingSetting, in a sentence that says what to do."""
    value = os.environ.get(name) or instance().get(name) or default
    if value is None:
        raise MissingSetting(
            f"{name} is not set. Run deploy/up first (it writes {instance_file()}), "
            f"or set {name} in the environment."
        )
    return value
