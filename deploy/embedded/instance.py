"""`instance.json` and the secrets behind it: written once, readable by their owner alone."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from deploy.embedded.folders import Folders
from deploy.embedded.refusal import Refusal

DATABASE = "alliance"
ROLES = {"DATABASE_URL": "app", "DATABASE_OWNER_URL": "owner", "DATABASE_BACKUP_URL": "backup"}


def write_private(file: Path, text: str) -> None:
    """Replace `file` by `text` in one step, mode 0600; a crash leaves the old or the new one."""
    if file.exists() and file.read_text() == text:
        return
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def own_secrets(folders: Folders) -> dict[str, str]:
    """Passwords of the embedded roles and Django's key; made at the first call, then kept."""
    file = folders.data / "secrets.json"
    kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    missing = {"superuser", "owner", "app", "backup", "secret_key"} - kept.keys()
    if missing:
        kept |= {name: secrets.token_urlsafe(32) for name in missing}
        write_private(file, json.dumps(kept, indent=1))
    return kept


def database_url(folders: Folders, role: str, password: str, database: str = DATABASE) -> str:
    """The embedded server's address for one role, over its unix socket."""
    return f"postgresql://{role}:{password}@/{database}?host={quote(str(folders.sockets))}"


def describe(folders: Folders, environment: Mapping[str, str]) -> dict[str, str]:
    """The addresses of this instance's parts: the environment's where it names them, else ours.

    Raises Refusal when the environment names a database for *app* and none for *owner*.
    """
    own = own_secrets(folders)
    parts = {name: database_url(folders, role, own[role]) for name, role in ROLES.items()}
    if environment.get("DATABASE_URL"):
        if not environment.get("DATABASE_OWNER_URL"):
            raise Refusal(
                "DATABASE_URL is set but DATABASE_OWNER_URL is not: migrations need the tables' owner."
            )
        parts = {name: environment[name] for name in ROLES if environment.get(name)}
    parts["BROKER_URL"] = environment.get("BROKER_URL") or f"redis+socket://{folders.sockets}/valkey.sock"
    parts["SEARCH_URL"] = environment.get("SEARCH_URL") or f"tantivy://{folders.search}"
    parts["SECRET_KEY"] = environment.get("SECRET_KEY") or own["secret_key"]
    return parts


def write_instance(folders: Folders, environment: Mapping[str, str]) -> dict[str, str]:
    """Write `<data>/instance.json` (0600) and return what it says."""
    parts = describe(folders, environment)
    write_private(folders.data / "instance.json", json.dumps(parts, indent=1))
    return parts
