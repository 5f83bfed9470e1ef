"""What robots say: claimed in one transaction, said outside of any, noted in a third."""

import time
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation

from tenants.isolation.scope import scope
from tenants.models import District

from ..actions.claiming import claim_speech, mark_failed, mark_sent, note_speech
from ..mail.letters import item_of
from ..models import Channel, Delivery, Robot
from ..rules.robots import PLATFORMS, fitting
from ..selectors import open_deliveries
from ..speaking import Answer, speak

MOST_SECONDS = 45


def send_speeches(district_id: UUID) -> int:
    """Say what may be said now; returns how many messages were taken."""
    said, until = 0, time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        with scope(district_id):
            delivery = claim_speech()
            if delivery is None:
                return said
            robot: Robot = delivery.robot  # type: ignore[assignment]
            secret = robot.secrets.get()
            text = _words(District.objects.get(pk=district_id), delivery, robot)
        answer = speak(robot.kind, token=secret.token, signing=secret.signing, text=text)
        _note(district_id, delivery, robot, answer)
        said += not answer.error
    return said


def next_speech_in(district_id: UUID) -> timedelta | None:
    """How long until a robot has something to say and may; None when all has been said, or rests longer
    than the beat takes to come round."""
    with scope(district_id):
        soon = timezone.now() + timedelta(minutes=1)
        due = open_deliveries().filter(channel=Channel.ROBOT, due_at__lte=soon, robot__is_active=True)
        times = due.values_list("due_at", "robot__speaks_at")
        first = min((max(pair) for pair in times[:100]), default=None)
    if first is None or first > soon:
        return None
    return max(first - timezone.now(), timedelta(0))


def _words(district: District, delivery: Delivery, robot: Robot) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        item = item_of(district, delivery)
    words = f"{item.title}\n{item.text}" if item.text else item.title
    return fitting(words, item.link, PLATFORMS[robot.kind].most_bytes)


def _note(district_id: UUID, delivery: Delivery, robot: Robot, answer: Answer) -> None:
    pause = PLATFORMS[robot.kind].pause if answer.too_fast else None
    with scope(district_id):
        if answer.error:
            mark_failed([delivery.id], error=answer.error, rest=pause)
        else:
            mark_sent([delivery.id])
        note_speech(robot.id, error=answer.error, pause=pause)
