"""A rule of the house was broken: what people are told, never how it works inside."""

from typing import Any


class Refusal(Exception):
    """`code` for programs, `message` for people (translated lazily), `path` into the input."""

    def __init__(self, code: str, message: Any, path: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code, self.message, self.path = code, message, path

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class NotFound(Refusal):
    """There is no such thing here: the answer for what never was and for what is another district's."""

    def __init__(self, message: Any, path: tuple[str, ...] = ()) -> None:
        super().__init__("NOT_FOUND", message, path)
