"""Numbers as people write them: "+86 136-9776-8697", "0537-2345678"; kept as digits, land lines hyphened."""

import re
import unicodedata

_COUNTRY = re.compile(r"^(\+86|0086|86(?=1\d{10}$))")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LAND_LINE = re.compile(r"(0[12]\d|0[3-9]\d{2})(\d{7,8})")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_SERVICE = re.compile(r"[48]00\d{7}|95\d{3}")


def phone_number(text: str) -> str | None:
    """The number that a text is, or None."""
    bare = re.sub(r"[-()—–\s]", "", unicodedata.normalize("NFKC", text))
    bare = _COUNTRY.sub("", bare)
    if _MOBILE.fullmatch(bare) or _SERVICE.fullmatch(bare) or _LOCAL.fullmatch(bare):
        return bare
    land_line = _LAND_LINE.fullmatch(bare)
    return f"{land_line[1]}-{land_line[2]}" if land_line else None
