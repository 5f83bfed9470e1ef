"""The words of notices."""

from alliance.notices.models import MailWish as StoredWish
from alliance.notices.models import RobotKind as StoredKind
from api.graphql.enums import enum_of

MailWish = enum_of(
    StoredWish,
    "Whether something comes by mail.",
    {
        "NOW": "At once, or after the quiet hours.",
        "DIGEST": "With the one mail of the day.",
        "NEVER": "Not by mail; it is in the inbox.",
    },
)
RobotKind = enum_of(
    StoredKind,
    "Whose robot it is.",
    {"WECOM": "WeCom (企业微信).", "DINGTALK": "DingTalk (钉钉).", "FEISHU": "Feishu (飞书)."},
)
