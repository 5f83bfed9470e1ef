from collections.abc import Iterator
from typing import Any

import pytest

from tests.alliance.notices.platforms import Platforms
from tests.alliance.notices.relay import Relay


@pytest.fixture(autouse=True)
def no_broker(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Workers are nobody's business here: who would be nudged is written down."""
    nudged: list[Any] = []
    monkeypatch.setattr("alliance.notices.events.nudge", lambda district, **how: nudged.append(district))
    monkeypatch.setattr(
        "alliance.notices.tasks.nudge", lambda district, **how: nudged.append((district, how))
    )
    return nudged


@pytest.fixture
def relay(settings: Any) -> Iterator[Relay]:
    """A mail relay on this machine, and settings that name it."""
    with Relay() as running:
        settings.MAIL_ON, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", running.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 1
        settings.DEFAULT_FROM_EMAIL, settings.PUBLIC_URL = "alliance@example.org", "https://alliance.example"
        yield running


@pytest.fixture
def platforms(settings: Any) -> Iterator[Platforms]:
    """WeCom, DingTalk and Feishu on this machine."""
    with Platforms() as running:
        settings.ROBOT_HOSTS = dict.fromkeys(("WECOM", "DINGTALK", "FEISHU"), running.address)
        settings.PUBLIC_URL = "https://alliance.example"
        yield running
