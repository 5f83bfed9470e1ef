import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

_VALID = URLValidator(schemes=["http", "https"])
# What no address holds unescaped, and what would break out of the markup around one.
_NEVER = re.compile(r"[\s<>\"'`\\\u0000-\u001f\u007f]")


def is_web_address(text: str) -> bool:
    """Whether a text is an address on the web: `https://华龙.中国/` is one, `javascript:…` is none."""
    try:
        _VALID(text)
    except ValidationError:
        return False
    return _NEVER.search(text) is None
