"""Taking what is due, and noting what became of it. In between nothing is locked and no transaction open.

A claim is a lease: the rows' `due_at` moves past the longest a try may take. Killed in between, they come up
again when it has run out, and leave a second time at worst.
"""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ..models import Channel, Delivery, MailWish, Receipt, Robot
from ..rules.robots import PLATFORMS
from ..rules.trying import LEASE, is_stale, rest_after
from ..selectors import open_deliveries, sisters, wishes_of


@transaction.atomic
def claim_mail() -> list[Delivery]:
    """The next letter: one notice, or all of a digest. Empty when nothing is due.

    Who has read it meanwhile, wants no mail any more or has no address is not written to.
    """
    while letter := _next_letter():
        if not (reason := _not_wanted(letter[0])):
            unread = [one for one in letter if _receipt(one).read_at is None]
            _give_up([one.id for one in letter if one not in unread], "read before")
            if unread:
                return _leased(unread)
        else:
            _give_up([one.id for one in letter], reason)
    return []


@transaction.atomic
def claim_speech() -> Delivery | None:
    """The next message that a robot may say now. From here on that robot is silent for its platform's gap:
    its row is locked meanwhile, so no second worker lets it speak."""
    now = timezone.now()
    due = open_deliveries().filter(channel=Channel.ROBOT, due_at__lte=now)
    able = Robot.objects.filter(is_active=True, speaks_at__lte=now, secrets__isnull=False)
    waiting = able.filter(id__in=due.values("robot")).order_by("speaks_at", "id")
    for robot in waiting.select_for_update(of=("self",), skip_locked=True):
        of_it = due.filter(robot=robot).select_related("notice").order_by("due_at", "id")
        speech = of_it.select_for_update(of=("self",), skip_locked=True).first()
        if speech is not None:
            robot.speaks_at = timezone.now() + PLATFORMS[robot.kind].gap
            robot.save(update_fields=["speaks_at"])
            return _leased([speech])[0]
    return None


def mark_sent(ids: Collection[UUID], *, reference: str = "") -> None:
    """They have been taken over by the relay or the platform."""
    open_deliveries().filter(id__in=ids).update(sent_at=timezone.now(), error="", reference=reference)


@transaction.atomic
def mark_failed(
    ids: Collection[UUID], *, error: str, for_good: bool = False, rest: timedelta | None = None
) -> None:
    """They have not; they are tried again after `rest` (longer each time, unless told), or never."""
    now = timezone.now()
    rows = list(open_deliveries().filter(id__in=ids).order_by("id").select_for_update())
    for row in rows:
        row.error = error[:300]
        row.due_at = now + (rest_after(row.attempts) if rest is None else rest)
        if for_good or is_stale(row.channel, row.planned_for, now):
            row.given_up_at = now
        row.save(update_fields=["error", "due_at", "given_up_at"])


@transaction.atomic
def note_speech(robot_id: UUID, *, error: str = "", pause: timedelta | None = None) -> None:
    """What the secretariat sees of a robot; after a `pause` it speaks again."""
    robot = Robot.objects.select_for_update().get(id=robot_id)
    now = timezone.now()
    robot.error = error[:300]
    if not error:
        robot.spoke_at = now
    if pause is not None:
        robot.speaks_at = max(robot.speaks_at, now + pause)
    robot.save(update_fields=["error", "spoke_at", "speaks_at"])


def _next_letter() -> list[Delivery]:
    now = timezone.now()
    due = open_deliveries().filter(channel=Channel.MAIL, due_at__lte=now).select_related("notice", "receipt")
    locked = due.order_by("due_at", "id").select_for_update(of=("self",), skip_locked=True)
    first = locked.exclude(sisters(), is_digest=True).first()
    if first is None or not first.is_digest:
        return [first] if first else []
    receipt = _receipt(first)
    rest = locked.filter(
        is_digest=True, planned_for=first.planned_for, receipt__account=receipt.account_id
    ).order_by("id")
    return list(rest)


def _not_wanted(delivery: Delivery) -> str:
    receipt = _receipt(delivery)
    account = receipt.account
    if not account.email or not account.is_active:
        return "no address"
    if wishes_of([account.pk])[account.pk].about(delivery.notice.kind) == MailWish.NEVER:
        return "not wanted"
    return ""


def _receipt(delivery: Delivery) -> Receipt:
    if delivery.receipt is None:
        raise TypeError("Mail goes to somebody.")
    return delivery.receipt


def _give_up(ids: Collection[UUID], reason: str) -> None:
    open_deliveries().filter(id__in=ids).update(given_up_at=timezone.now(), error=reason)


def _leased(rows: list[Delivery]) -> list[Delivery]:
    for row in rows:
        row.due_at = timezone.now() + LEASE
        row.attempts += 1
        row.save(update_fields=["due_at", "attempts"])
    return rows
