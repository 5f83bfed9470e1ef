"""The secretariat's group robots: added, tried out, removed. Their secrets go in and never come out."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.errors import NotFound, Refusal
from tenants.permissions import require

from ..kinds import KINDS
from ..models import Channel, Delivery, Notice, Robot, RobotKind, RobotSecret
from ..rules.robots import MOST_ROBOTS, check_label, check_signing, token_in
from .planning import to_say
from .telling import TOPIC

TEST_KIND = "robot.test"


@transaction.atomic
def add_robot(
    *, by: Author, kind: RobotKind, label: str, address: str, signing: str = "", kinds: Sequence[str] = ()
) -> UUID:
    """A robot speaks from now on. Raises Refusal `ADDRESS_INVALID`, `ALREADY_ADDED` and others by field."""
    require(by, "manage", "robot")
    token = token_in(kind, address)
    check_signing(kind, signing)
    check_label(label)
    _check_kinds(kinds)
    if Robot.objects.filter(is_active=True).count() >= MOST_ROBOTS:
        raise Refusal("TOO_MANY", _("A district has at most 20 robots."))
    with act("robot.add", by=by, summary=label.strip()) as record:
        robot = record.create(Robot(kind=kind, label=label.strip(), kinds=sorted(set(kinds))))
        # Not through the record, which remembers everything: the log is read by more than may speak.
        RobotSecret.objects.create(robot=robot, token=token, signing=signing)
    return robot.id


@transaction.atomic
def remove_robot(*, by: Author, robot_id: UUID) -> UUID:
    """It falls silent, what it had not said stays unsaid, its secret is forgotten. Raises NotFound."""
    robot = _locked(by, robot_id)
    with act("robot.remove", by=by, summary=robot.label) as record:
        record.update(robot, is_active=False)
    RobotSecret.objects.filter(robot=robot).delete()
    unsaid = Delivery.objects.filter(robot=robot, channel=Channel.ROBOT, sent_at=None, given_up_at=None)
    unsaid.update(given_up_at=timezone.now(), error="robot removed")
    return robot.id


@transaction.atomic
def try_robot(*, by: Author, robot_id: UUID) -> UUID:
    """Let it say a sentence, at once, quiet hours or not. What came of it is seen on the robot."""
    robot = _locked(by, robot_id)
    with act("robot.try", by=by, summary=robot.label) as record:
        notice = Notice.objects.create(
            kind=TEST_KIND, about_type="Robot", about_id=robot.id, params={"label": robot.label}
        )
        to_say(notice, robot, timezone.now()).save(force_insert=True)
        record.emit(TOPIC, notice.id)
    return robot.id


def _locked(by: Author, robot_id: UUID) -> Robot:
    require(by, "manage", "robot")
    robot = Robot.objects.select_for_update().filter(id=robot_id, is_active=True).first()
    if robot is None:
        raise NotFound(_("There is no such robot."), ("id",))
    return robot


def _check_kinds(kinds: Sequence[str]) -> None:
    for place, kind in enumerate(kinds):
        if kind not in KINDS or not KINDS[kind].for_groups:
            message = _("Notices of this kind are not meant for groups.")
            raise Refusal("NOT_FOUND", message, ("kinds", str(place)))
