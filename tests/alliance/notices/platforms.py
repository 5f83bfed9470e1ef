"""The three platforms as a robot meets them: addresses, signatures, error codes and limits."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

WECOM_KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
DINGTALK_TOKEN, DINGTALK_SECRET = "566cc69da782ec3b1e5a", "SECabc0123456789"
FEISHU_TOKEN, FEISHU_SECRET = "b1e5a0c4-feishu-0001", "Fs0123456789abc"
ADDRESSES = {
    "WECOM": f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={WECOM_KEY}",
    "DINGTALK": f"https://oapi.dingtalk.com/robot/send?access_token={DINGTALK_TOKEN}",
    "FEISHU": f"https://open.feishu.cn/open-apis/bot/v2/hook/{FEISHU_TOKEN}",
}
SECRETS = {"WECOM": "", "DINGTALK": DINGTALK_SECRET, "FEISHU": FEISHU_SECRET}
REFUSALS = {
    "WECOM": (45009, "api freq out of limit"),
    "DINGTALK": (130101, "send too fast, exceed 20 times per minute"),
    "FEISHU": (11232, "frequency limited psm[lark.oapi.app_platform_runtime]"),
}


class Platforms:
    """`said`: (platform, text, moment) of what it took. `answer`, if set, is given instead (status, body)."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str, float]] = []
        self.asked: list[str] = []
        self.answer: tuple[int, Any] | None = None
        self.takes_seconds = 0.0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.handle(self)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "Platforms":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def texts(self) -> list[str]:
        return [text for _platform, text, _moment in self.said]

    def handle(self, request: Any) -> None:
        body = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        parts = urlsplit(request.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append(request.path)
        time.sleep(self.takes_seconds)
        status, answer = self.answer or (200, self._read(parts.path, query, body))
        told = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        request.send_response(status)
        if status == 302:
            request.send_header("Location", f"{self.address}/elsewhere")
        request.send_header("Content-Length", str(len(told)))
        request.end_headers()
        request.wfile.write(told)

    def _read(self, path: str, query: dict[str, str], body: Any) -> Any:
        readers: dict[str, Callable[..., Any]] = {
            "/cgi-bin/webhook/send": self._wecom,
            "/robot/send": self._dingtalk,
        }
        if path.startswith("/open-apis/bot/v2/hook/"):
            return self._feishu(path.split("/")[5], body)
        return readers[path](query, body)

    def _take(self, platform: str, text: str) -> None:
        self.said.append((platform, text, time.monotonic()))

    def _wecom(self, query: dict[str, str], body: Any) -> Any:
        if query.get("key") != WECOM_KEY:
            return {"errcode": 93000, "errmsg": "invalid webhook url"}
        text = body["text"]["content"]
        if body["msgtype"] != "text" or len(text.encode()) > 2048:
            return {"errcode": 40058, "errmsg": "text.content exceed max length 2048"}
        self._take("WECOM", text)
        return {"errcode": 0, "errmsg": "ok"}

    def _dingtalk(self, query: dict[str, str], body: Any) -> Any:
        if query.get("access_token") != DINGTALK_TOKEN:
            return {"errcode": 300001, "errmsg": "token is not exist"}
        given = f"{query.get('timestamp')}\n{DINGTALK_SECRET}".encode()
        wanted = base64.b64encode(hmac.new(DINGTALK_SECRET.encode(), given, hashlib.sha256).digest())
        if query.get("sign") != wanted.decode():
            return {"errcode": 310000, "errmsg": "sign not match"}
        self._take("DINGTALK", body["text"]["content"])
        return {"errcode": 0, "errmsg": "ok"}

    def _feishu(self, token: str, body: Any) -> Any:
        if token != FEISHU_TOKEN:
            return {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}
        key = f"{body.get('timestamp')}\n{FEISHU_SECRET}".encode()
        wanted = base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()
        if body.get("sign") != wanted or abs(int(body["timestamp"]) - time.time()) > 3600:
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}
        self._take("FEISHU", body["content"]["text"])
        return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}
