"""A mail relay that can refuse, hang and come back."""

import asyncio
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Relay:
    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.letters: list[EmailMessage] = []
        self.asked = 0
        self.rcpt_answer = self.data_answer = ""
        self.hangs = False
        self._running: Controller | None = None

    def __enter__(self) -> "Relay":
        self.come_back()
        return self

    def __exit__(self, *error: object) -> None:
        self.go_away()

    def come_back(self) -> None:
        self._running = Controller(self, hostname="127.0.0.1", port=self.port)
        self._running.start()

    def go_away(self) -> None:
        if self._running is not None:
            self._running.stop()
            self._running = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.asked += 1
        if self.rcpt_answer:
            return self.rcpt_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.hangs:
            await asyncio.sleep(3)
        if self.data_answer:
            return self.data_answer
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(letter)  # type: ignore[arg-type]
        return "250 taken"

    def text(self, number: int = -1) -> str:
        body = self.letters[number].get_body(("plain",))
        assert body is not None
        return body.get_content()
