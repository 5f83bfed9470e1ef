"""Whether a text shows anything at all."""

import re

# Anything that is not a space, a control, a joiner, a filler (ㅤ), a variation selector. Read alike by
# Python and, in a CHECK, by PostgreSQL.
SHOWING = (
    r"[^\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    r"\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]"
)
_SHOWING = re.compile(SHOWING)


def shows(text: str) -> bool:
    return _SHOWING.search(text) is not None
