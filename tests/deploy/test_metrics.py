"""What operators watch: how far the outbox is behind, and what was set aside."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tenants.acts.relay import relay_scope
from tenants.models import OutboxEvent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backlog() -> None:
    """Two events that wait, the older for a minute, and one that failed too often."""
    now = timezone.now()
    with relay_scope():
        for age, aside in ((60, None), (1, None), (3600, now)):
            OutboxEvent.objects.create(
                district_id=uuid4(), topic="enterprise", aggregate=uuid4(), consumer="index",
                created_at=now - timedelta(seconds=age), set_aside_at=aside,
                error="ValueError: no such thing" if aside else "",
            )  # fmt: skip


def samples(text: str) -> dict[str, float]:
    """Prometheus' lines as name{labels} → value."""
    lines = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def test_metrics_tell_the_lag_and_the_poison_of_each_consumer(client: Client, backlog: None) -> None:
    told = samples(client.get("/metrics").content.decode())
    assert told['outbox_waiting{consumer="index"}'] == 2
    assert 60 <= told['outbox_lag_seconds{consumer="index"}'] < 90
    assert told['outbox_poison{consumer="index"}'] == 1
    assert told['part_up{part="database"}'] == 1


def test_without_events_every_consumer_is_level(client: Client) -> None:
    told = samples(client.get("/metrics").content.decode())
    assert told['outbox_waiting{consumer="index"}'] == 0
    assert told['outbox_lag_seconds{consumer="index"}'] == 0


def test_the_command_tells_the_same_and_names_what_was_set_aside(backlog: None) -> None:
    out = StringIO()
    call_command("outbox", stdout=out)
    assert "index: 2 waiting, 60." in out.getvalue()
    assert "1 set aside" in out.getvalue()
    assert "ValueError: no such thing" in out.getvalue()


def test_no_district_shows_in_the_metrics(client: Client, backlog: None) -> None:
    text = client.get("/metrics").content.decode()
    with relay_scope():
        assert not any(str(event.district_id) in text for event in OutboxEvent.objects.all())
