"""What the database refuses, whoever asks."""

from datetime import time
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance.notices.models import Delivery, NoticePreference, Receipt, Robot
from tenants.isolation.scope import scope
from tests.alliance.notices.telling import told
from tests.factories.town import Town


def test_a_delivery_goes_to_one_person_or_one_chat_once(town: Town) -> None:
    now = timezone.now()
    with scope(town.home.district):
        notice = told(town.home)
        receipt, robot = Receipt.objects.get(), Robot.objects.create(kind="WECOM", label="群")
        when = {"notice": notice, "planned_for": now, "due_at": now}
        Delivery.objects.create(channel="MAIL", receipt=receipt, **when)
        Delivery.objects.create(channel="ROBOT", robot=robot, **when)
        for wrong in (
            {"channel": "MAIL", "receipt": receipt},
            {"channel": "ROBOT", "robot": robot},
            {"channel": "MAIL"},
            {"channel": "ROBOT"},
            {"channel": "FAX", "robot": robot},
            {"channel": "ROBOT", "receipt": receipt},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Delivery.objects.create(**wrong, **when)
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.update(sent_at=now, given_up_at=now)


@pytest.mark.parametrize(
    "wrong",
    [
        {"mail": "LATER"},
        {"digest_hour": 24},
        {"digest_hour": -1},
        {"quiet_from": None},
        {"quiet_until": None},
        {"quiet_from": time(8), "quiet_until": time(8)},
    ],
)
def test_a_wish_that_cannot_be_is_not_kept(town: Town, wrong: dict[str, Any]) -> None:
    with scope(town.home.district), pytest.raises(IntegrityError), transaction.atomic():
        NoticePreference.objects.create(account=town.insider, **wrong)
