"""A robot of each platform, as apprise knows it, with its answer kept in `answer`."""

import base64
import hashlib
import hmac
import time
from typing import Any
from urllib.parse import unquote

from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot
from django.conf import settings

from ..models import RobotKind
from .answers import Answer, post


class WeComBot(NotifyWeComBot):
    request_rate_per_sec = 0  # paced in the database, over all workers
    answer = Answer("not sent")

    def send(self, body: str, *args: Any, **kwargs: Any) -> bool:
        self.answer = post(self, self.api_url, {"msgtype": "text", "text": {"content": body}})
        return not self.answer.error


class DingTalkBot(NotifyDingTalk):
    request_rate_per_sec = 0
    answer = Answer("not sent")

    def send(self, body: str, *args: Any, **kwargs: Any) -> bool:
        params = None
        if self.secret:
            timestamp, signature = self.get_signature()
            # Quoted already, and requests quotes again: DingTalk would answer 310000, sign not match.
            params = {"timestamp": timestamp, "sign": unquote(signature)}
        message = {"msgtype": "text", "text": {"content": body}}
        self.answer = post(self, self.notify_url.format(token=self.token), message, params)
        return not self.answer.error


class FeishuBot(NotifyFeishu):
    request_rate_per_sec = 0
    answer = Answer("not sent")
    signing = ""  # apprise knows no signature for Feishu

    def send(self, body: str, *args: Any, **kwargs: Any) -> bool:
        message: dict[str, Any] = {"msg_type": "text", "content": {"text": body}}
        if self.signing:
            message |= self._signed()
        self.answer = post(self, self.notify_url.format(token=self.token), message)
        return not self.answer.error

    def _signed(self) -> dict[str, str]:
        """The secret is part of the key, and what is signed is empty: so Feishu wants it."""
        timestamp = str(int(time.time()))
        key = f"{timestamp}\n{self.signing}".encode()
        signature = hmac.new(key, b"", hashlib.sha256).digest()
        return {"timestamp": timestamp, "sign": base64.b64encode(signature).decode()}


def speak(kind: str, *, token: str, signing: str, text: str) -> Answer:
    """Say a text through a robot. Never raises: what went wrong is in the answer."""
    plugin = _plugin(kind, token, signing)
    plugin.notify(body=text)
    return plugin.answer


def _plugin(kind: str, token: str, signing: str) -> Any:
    """The robot; at another host only where the tests have said so (ROBOT_HOSTS, by kind)."""
    bots: dict[str, Any] = {
        RobotKind.WECOM: WeComBot,
        RobotKind.DINGTALK: DingTalkBot,
        RobotKind.FEISHU: FeishuBot,
    }
    bot = bots[kind]
    if host := settings.ROBOT_HOSTS.get(kind):
        path = bot.notify_url.removeprefix("https://").partition("/")[2]
        bot = type(bot.__name__, (bot,), {"notify_url": f"{host}/{path}"})
    if kind == RobotKind.WECOM:
        return bot(key=token)
    if kind == RobotKind.DINGTALK:
        return bot(token=token, secret=signing or None)
    feishu = bot(token=token)
    feishu.signing = signing
    return feishu
