"""统一社会信用代码 (GB 32100-2015): eighteen characters, of which the last is a check character.

The ninth to seventeenth characters are the organisation code of GB 11714, whose own check character (the
seventeenth) is often wrong in codes that are in use; only the eighteenth is checked here.
"""

from dataclasses import dataclass
from operator import mul
from typing import Literal

LENGTH = 18
# GB 32100 leaves out I, O, S, V and Z, which are misread for 1, 0, 5, U and 2.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, position, 31) for position in range(LENGTH - 1))

UsccCode = Literal["uscc_length", "uscc_characters", "uscc_check_digit"]


@dataclass(frozen=True, slots=True)
class UsccProblem:
    """What is wrong with a code: `found` as it was given to the check, `right` what would be right there.

    `right` is the number of characters due (uscc_length), the characters allowed (uscc_characters) or
    the check character due (uscc_check_digit).
    """

    code: UsccCode
    found: str
    right: str


def check_digit(first17: str) -> str:
    """Takes the first seventeen characters (upper case), returns the eighteenth that GB 32100 gives them.

    Raises ValueError when there are not seventeen or one of them is outside the alphabet.
    """
    if len(first17) != LENGTH - 1 or not _VALUES.keys() >= set(first17):
        raise ValueError("a check character needs 17 characters of GB 32100's alphabet")
    total = sum(map(mul, map(_VALUES.__getitem__, first17), _WEIGHTS))
    return ALPHABET[-total % 31]


def check(uscc: str) -> UsccProblem | None:
    """Takes a code in upper case without spaces; returns None if it is sound, else the first thing wrong."""
    if len(uscc) != LENGTH:
        return UsccProblem("uscc_length", uscc, str(LENGTH))
    if not _VALUES.keys() >= set(uscc):
        return UsccProblem("uscc_characters", uscc, ALPHABET)
    due = check_digit(uscc[:-1])
    if uscc[-1] != due:
        return UsccProblem("uscc_check_digit", uscc, due)
    return None
