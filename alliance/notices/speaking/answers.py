"""One request to a platform, and its answer in full.

apprise's plugins answer yes or no, and to WeCom's and DingTalk's any HTTP 200 is a yes, also `errcode` 45009
(too fast) and 93000 (no such robot): those messages would be lost without a word. Feishu's reads `code`, but
does not tell it. So the plugins post through this.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

# 45009, 45033 WeCom: too often, too many at once; 130101, 410100 DingTalk: too fast; 9499, 11232 Feishu.
TOO_FAST = frozenset({45009, 45033, 130101, 410100, 9499, 11232})


@dataclass(frozen=True)
class Answer:
    """`error` is empty when the message was taken. It never holds an address: addresses hold secrets."""

    error: str = ""
    too_fast: bool = False


def post(
    plugin: Any, address: str, message: Mapping[str, Any], params: Mapping[str, str] | None = None
) -> Answer:
    """Say it, with the plugin's timeouts. Redirects are not followed: they could lead anywhere."""
    try:
        response = requests.post(
            address,
            json=message,
            params=params,
            timeout=plugin.request_timeout,
            verify=plugin.verify_certificate,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        return Answer(type(error).__name__)
    if response.status_code != requests.codes.ok:
        return Answer(f"HTTP {response.status_code}", response.status_code == 429)
    return _read(response)


def _read(response: requests.Response) -> Answer:
    try:
        told = response.json()
        code = next(told[name] for name in ("errcode", "code", "StatusCode") if name in told)
        if code == 0:
            return Answer()
        text = told.get("errmsg") or told.get("msg") or told.get("StatusMessage") or ""
    except (ValueError, TypeError, AttributeError, StopIteration):
        return Answer("not understood")
    return Answer(f"{code} {text}".strip()[:300], code in TOO_FAST)
