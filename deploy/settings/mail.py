"""How notices leave the house: a mail relay, if one is named, and the address people reach us at."""

from urllib.parse import parse_qsl, unquote, urlsplit

from deploy.env import setting


def relay_settings(url: str) -> dict:
    """Django's form of `smtp://user:password@host:port?tls=1` (STARTTLS), or `smtps://…` (TLS at once)."""
    parts = urlsplit(url)
    starttls = dict(parse_qsl(parts.query)).get("tls") == "1"
    implicit = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if implicit else 587 if starttls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": starttls and not implicit,
        "EMAIL_USE_SSL": implicit,
    }


_relay = setting("MAIL_URL", "")
MAIL_ON = bool(_relay)
globals().update(relay_settings(_relay))
EMAIL_TIMEOUT = 10
# Without these two a letter says neither who writes nor where the thing is.
DEFAULT_FROM_EMAIL = setting("MAIL_FROM") if MAIL_ON else "nobody@localhost"
PUBLIC_URL = (setting("PUBLIC_URL") if MAIL_ON else setting("PUBLIC_URL", "")).rstrip("/")
# Robots speak at their platforms' own hosts. Tests, and nobody else, name others: {"WECOM": "http://…"}.
ROBOT_HOSTS: dict[str, str] = {}
