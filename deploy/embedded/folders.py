"""Where one instance keeps things: a data folder, and a private folder for its sockets."""

import hashlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from deploy.embedded.refusal import Refusal

# A unix socket's path holds 107 bytes at most (103 on macOS); the longest name we append is
# `/.s.PGSQL.5432.lock`, and supervisord appends its pid while it starts.
LONGEST_SOCKET_FOLDER = 75
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Folders:
    """The folders of one instance. `data` is absolute and need not exist yet."""

    data: Path

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def valkey(self) -> Path:
        return self.data / "valkey"

    @property
    def elasticsearch(self) -> Path:
        return self.data / "elasticsearch"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def search(self) -> Path:
        return self.data / "search"

    @cached_property
    def sockets(self) -> Path:
        """`<data>/run`, or a short folder of the same owner when that path is too long."""
        inside = self.data / "run"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"alliance-{os.getuid()}-{digest}"

    def require_space(self) -> None:
        """Raises Refusal when the disk cannot hold what `deploy/up` is about to write here.

        A new cluster takes 40 MB and its write-ahead log grows to 80 with the sample; one that is
        there needs room for its logs and a checkpoint.
        """
        require_space(self.data, 20 if (self.data / "up.json").exists() else 200)

    def create(self) -> None:
        """Make every folder, private to its owner. Raises OSError, or Refusal if one is foreign."""
        self.data.mkdir(parents=True, exist_ok=True)
        for folder in (self.valkey, self.logs, self.search, self.sockets, self.data / "static"):
            folder.mkdir(mode=0o700, exist_ok=True)
        # In a shared temporary folder somebody else may have been there first.
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise Refusal(f"{self.sockets} is not a folder: remove it and run the command again.")
        if found.st_uid != os.getuid() and os.getuid() != 0:
            raise Refusal(f"{self.sockets} belongs to somebody else: choose another --data.")
        probe = self.data / ".writable"
        probe.write_bytes(b"")
        probe.unlink()


def require_own(data: Path) -> None:
    """Raises Refusal when the instance at `data` is another user's, whose processes we cannot see.

    Root sees everybody's. Who runs an instance made its `logs/`, whoever owns the folder around it.
    """
    try:
        owner = (data / "logs").stat().st_uid
    except (FileNotFoundError, NotADirectoryError):
        return  # nothing has run from here
    except PermissionError:
        owner = -1
    if os.getuid() not in (0, owner):
        raise Refusal(
            f"{data} belongs to another user: run this command as that user, since whether anything "
            "runs from there cannot be seen by you."
        )


def require_space(folder: Path, megabytes: int) -> None:
    """Raises Refusal when the disk that holds `folder` has less than `megabytes` left."""
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // MEGABYTE
    if free < megabytes:
        raise Refusal(
            f"The disk that holds {folder} is full or nearly so: {free} MB are free, "
            f"{megabytes} MB are needed; make room or choose another folder with --data."
        )
