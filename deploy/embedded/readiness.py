"""Asking a served instance over HTTP how it is, as a load balancer and Prometheus do."""

import urllib.error
import urllib.request


def address(host: str, port: int) -> str:
    """The product's address for somebody on this machine."""
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)
    return f"http://{here}:{port}"


def _get(url: str) -> str | None:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return str(answer.read().decode()) if answer.status == 200 else None
    except (urllib.error.URLError, OSError):
        return None


def is_ready(url: str) -> bool:
    """Whether `/readyz` answers 200."""
    return _get(f"{url}/readyz") is not None


def is_followed(url: str) -> bool:
    """Whether the index answers and no event waits for it: who searches now finds what is there."""
    lines = (_get(f"{url}/metrics") or "").splitlines()
    waiting = [line for line in lines if line.startswith("outbox_waiting{")]
    return 'part_up{part="index"} 1.0' in lines and all(line.endswith(" 0.0") for line in waiting)
