"""The three platforms: what their webhook addresses look like, and how fast their robots may speak."""

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _

from tenants.errors import Refusal

from ..models.robots import RobotKind

LONGEST_LABEL, MOST_ROBOTS, MOST_KINDS = 60, 20, 50
TOKEN = re.compile(r"[A-Za-z0-9_-]{8,100}")
SIGNING = re.compile(r"[A-Za-z0-9]{8,100}")


@dataclass(frozen=True)
class Platform:
    """`parameter` holds the token; without one it is the last part of the path. `gap`: from one message to
    the next. `pause`: after the platform said that it was too fast. `most_bytes`: of a text, in UTF-8."""

    host: str
    path: str
    parameter: str
    gap: timedelta
    pause: timedelta
    most_bytes: int
    signs: bool = True


# 20 messages a minute (WeCom, DingTalk; who sends more is silenced there for ten minutes), 100 a minute and 5
# a second (Feishu). Each gap is a little longer, since what left in time may arrive late: 21 messages 3.25 s
# apart span 65 s, so five seconds of delay do not push them into one minute.
PLATFORMS: dict[str, Platform] = {
    RobotKind.WECOM: Platform(
        "qyapi.weixin.qq.com",
        "/cgi-bin/webhook/send",
        "key",
        timedelta(seconds=3.25),
        timedelta(minutes=1),
        2048,
        signs=False,
    ),
    RobotKind.DINGTALK: Platform(
        "oapi.dingtalk.com",
        "/robot/send",
        "access_token",
        timedelta(seconds=3.25),
        timedelta(minutes=10),
        15_000,
    ),
    RobotKind.FEISHU: Platform(
        "open.feishu.cn",
        "/open-apis/bot/v2/hook/",
        "",
        timedelta(seconds=0.65),
        timedelta(minutes=1),
        15_000,
    ),
}


def token_in(kind: str, address: str) -> str:
    """The token in a webhook address as the chat shows it. Raises Refusal `ADDRESS_INVALID`.

    Only the platform's own host is taken: what people paste here never says where our requests go.
    """
    platform = PLATFORMS[kind]
    try:
        parts = urlsplit(address.strip())
        there = (parts.scheme, parts.netloc.lower()) == ("https", platform.host)
    except ValueError:
        raise _not_one(kind) from None
    if platform.parameter:
        tokens = parse_qs(parts.query).get(platform.parameter, []) if parts.path == platform.path else []
    else:
        tokens = [parts.path.removeprefix(platform.path)] if parts.path.startswith(platform.path) else []
    if not there or len(tokens) != 1 or not TOKEN.fullmatch(tokens[0]):
        raise _not_one(kind)
    return tokens[0]


def check_signing(kind: str, signing: str) -> None:
    """Raise Refusal for a signing secret that can be none, or that this platform does not know."""
    if signing and (not PLATFORMS[kind].signs or not SIGNING.fullmatch(signing)):
        raise Refusal("OUT_OF_RANGE", _("This is not a signing secret of this platform."), ("secret",))


def check_label(label: str) -> None:
    if not label.strip():
        raise Refusal("REQUIRED", _("Give the robot a label, e.g. the name of its chat."), ("label",))
    if len(label.strip()) > LONGEST_LABEL or "\0" in label:
        raise Refusal("TOO_LONG", _("A label has at most 60 characters."), ("label",))


def fitting(text: str, tail: str, most_bytes: int) -> str:
    """`text`, cut where it must be, and `tail` below it. Platforms count bytes: a hanzi is three."""
    room = most_bytes - len(f"\n{tail}".encode())
    if len(text.encode()) > room:
        text = text.encode()[: room - len("…".encode())].decode("utf-8", "ignore") + "…"
    return f"{text}\n{tail}" if tail else text


def _not_one(kind: str) -> Refusal:
    message = _("This is not the webhook address of a %(platform)s robot.") % {
        "platform": RobotKind(kind).label
    }
    return Refusal("ADDRESS_INVALID", message, ("address",))
