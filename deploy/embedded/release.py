"""A fingerprint of the code and the addresses: when it changes, running processes are out of date."""

import hashlib
import json
import os
from collections.abc import Mapping

from deploy.env import CHECKOUT

ROOMS = ("tenants", "alliance", "search", "api", "deploy", "web/dist")
SUFFIXES = (".py", ".html", ".mo", ".txt", ".json", ".graphql", ".js", ".css")


def fingerprint(parts: Mapping[str, str]) -> str:
    """Hash over name, size and time of every file that is served or run, and over `parts`."""
    digest = hashlib.sha256(json.dumps(dict(parts), sort_keys=True).encode())
    for room in ROOMS:
        for folder, inner, names in sorted(os.walk(CHECKOUT / room)):
            inner[:] = [name for name in inner if name not in ("__pycache__", "node_modules")]
            for name in sorted(names):
                if name.endswith(SUFFIXES):
                    found = os.stat(os.path.join(folder, name))
                    digest.update(f"{folder}/{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
