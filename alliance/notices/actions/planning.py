"""From notices to deliveries: who is to get which by mail and when, and which robots speak it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ..kinds import KINDS
from ..models import Channel, Delivery, Notice, Receipt, Robot
from ..rules.timing import OF_GROUPS, plan
from ..selectors import wishes_of


@transaction.atomic
def plan_deliveries(notice_ids: Collection[UUID]) -> None:
    """Plan what these notices still lack. Harmless to repeat: what has been planned once stays as it is."""
    now = timezone.now()
    notices = list(Notice.objects.filter(id__in=notice_ids).order_by("id"))
    planned = [*_mails(notices, now), *_speeches(notices, now)]
    Delivery.objects.bulk_create(planned, ignore_conflicts=True, batch_size=1000)


def _mails(notices: list[Notice], now: datetime) -> Iterable[Delivery]:
    if not settings.MAIL_ON:
        return
    waiting = Receipt.objects.filter(notice__in=notices, read_at=None, account__is_active=True)
    receipts = list(waiting.exclude(account__email="").select_related("notice").order_by("id"))
    wishes = wishes_of({receipt.account_id for receipt in receipts})
    for receipt in receipts:
        planned = plan(wishes[receipt.account_id], receipt.notice.kind, now)
        if planned:
            yield Delivery(
                notice=receipt.notice,
                receipt=receipt,
                channel=Channel.MAIL,
                is_digest=planned.is_digest,
                planned_for=planned.at,
                due_at=planned.at,
            )


def _speeches(notices: list[Notice], now: datetime) -> Iterable[Delivery]:
    meant = [notice for notice in notices if notice.kind in KINDS and KINDS[notice.kind].for_groups]
    robots = list(Robot.objects.filter(is_active=True).order_by("id")) if meant else []
    for notice in meant:
        planned = plan(OF_GROUPS, notice.kind, now)
        for robot in robots:
            if planned and (not robot.kinds or notice.kind in robot.kinds):
                yield to_say(notice, robot, planned.at)


def to_say(notice: Notice, robot: Robot, at: datetime) -> Delivery:
    return Delivery(notice=notice, robot=robot, channel=Channel.ROBOT, planned_for=at, due_at=at)
