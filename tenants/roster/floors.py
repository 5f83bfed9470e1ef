"""Where a floor belongs that a roster names and nobody had written down."""

import re
from collections.abc import Sequence

_NUMBERED = re.compile(r"(\d{1,3})(A?)")
_BASEMENT = re.compile(r"B(\d{1,2})")
_LOW = {"LG": 0.25, "G": 0.5, "UG": 0.75, "M": 1.5}


def height(label: str) -> float | None:
    """B2 < B1 < LG < G < 1 < 2 < 3 < 3A < 5; None for labels that do not tell (夹层)."""
    text = label.upper()
    if basement := _BASEMENT.fullmatch(text):
        return -float(basement[1])
    if numbered := _NUMBERED.fullmatch(text):
        return int(numbered[1]) + (0.5 if numbered[2] else 0)
    return _LOW.get(text)


def with_floor(labels: Sequence[str], new: str) -> list[str]:
    """The labels from the lowest up, the new one in its place; what does not tell its height goes on top."""
    wanted = height(new)
    if wanted is None:
        return [*labels, new]
    below = [
        at for at, label in enumerate(labels) if (known := height(label)) is not None and known <= wanted
    ]
    place = below[-1] + 1 if below else 0
    return [*labels[:place], new, *labels[place:]]
