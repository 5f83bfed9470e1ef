"""PostgreSQL as the role this process works in: *app* unless DATABASE_ROLE says *owner*."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from deploy.env import setting

ADDRESS_OF_ROLE = {
    "app": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "backup": "DATABASE_BACKUP_URL",
}


def connection_settings(url: str, patience: str = "") -> dict:
    """Django's form of `postgresql://user:password@host:port/name?host=/socket/folder`.

    `patience`: how long a statement may take, e.g. `30s`.
    """
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "tenants.isolation.backend",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "") or ""),
        # Moments are told in the district's own time: 2026-03-01T09:30:00+08:00.
        "TIME_ZONE": "Asia/Shanghai",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **options,
            # A forgotten transaction must not hold up the district: waiting for a lock ends
            # after 5 s, an idle transaction after 60 s.
            "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
            # Set for web processes only (deploy/wsgi.py): imports, rebuilds and backups take their time.
            + (f" -c statement_timeout={patience}" if patience else ""),
        },
    }


DATABASE_ROLE = os.environ.get("DATABASE_ROLE", "app")
PATIENCE = os.environ.get("STATEMENT_TIMEOUT", "") if DATABASE_ROLE == "app" else ""
DATABASES = {"default": connection_settings(setting(ADDRESS_OF_ROLE[DATABASE_ROLE]), PATIENCE)}


def _role(name: str) -> str:
    return unquote(urlsplit(setting(name)).username or "")


# The role that migrations grant rights to, and take them from (see tenants/isolation).
DATABASE_APP_ROLE = _role("DATABASE_URL")
