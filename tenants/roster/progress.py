"""How far an import is, told to whoever waits for it."""

from collections.abc import Callable
from typing import Literal

Step = Literal[
    "open", "tables", "cells", "compare", "draft", "places", "enterprises", "contracts", "tenancies",
    "contacts", "record", "lines",
]  # fmt: skip
# In this order, with the share of the time that each takes: `deploy/bench roster` measures it.
SHARES: dict[Step, int] = {
    "open": 5,
    "tables": 5,
    "cells": 16,
    "compare": 8,
    "draft": 6,
    "places": 8,
    "enterprises": 18,
    "contracts": 8,
    "tenancies": 14,
    "contacts": 8,
    "record": 2,
    "lines": 2,
}
_WORDS: dict[Step, tuple[str, str]] = {
    "open": ("打开文件", "Opening the file"),
    "tables": ("识别表头", "Finding the headings"),
    "cells": ("读取各行", "Reading the rows"),
    "compare": ("与现有数据比较", "Comparing with what is there"),
    "draft": ("计算变化", "Working out the changes"),
    "places": ("写入楼层和单元", "Writing floors and units"),
    "enterprises": ("写入企业", "Writing enterprises"),
    "contracts": ("写入合同", "Writing contracts"),
    "tenancies": ("写入入驻", "Writing tenancies"),
    "contacts": ("写入联系人", "Writing contacts"),
    "record": ("记录并核对", "Recording and checking"),
    "lines": ("保存台账版式", "Keeping the layout"),
}
# Takes the step, and how many of how many thousandths of all of it are done.
Told = Callable[[Step, int, int], None]
WHOLE = 1000


def nobody(step: Step, done: int, whole: int) -> None:
    """Where nobody waits."""


def step_in_words(step: Step, language: str) -> str:
    """What is being done."""
    return _WORDS[step][0 if language.lower().startswith("zh") else 1]


class Progress:
    """Counts rows within steps, and tells what share of the whole that is."""

    def __init__(self, told: Told = nobody) -> None:
        self._told = told
        self._step: Step = "open"
        self._before = self._rows = 0
        self._total = 1

    def begin(self, step: Step, total: int = 1) -> None:
        """A step of about `total` rows begins; those before it are done."""
        order = list(SHARES)
        self._step, self._total, self._rows = step, max(total, 1), 0
        self._before = sum(SHARES[each] for each in order[: order.index(step)])
        self._tell()

    def more(self, rows: int) -> None:
        """So many more rows of the step are done."""
        self._rows = min(self._rows + rows, self._total)
        self._tell()

    def _tell(self) -> None:
        here = self._before + SHARES[self._step] * self._rows / self._total
        self._told(self._step, round(WHOLE * here / sum(SHARES.values())), WHOLE)
