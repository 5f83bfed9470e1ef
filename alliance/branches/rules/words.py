from django.utils.translation import gettext as _

from tenants.errors import Refusal


def tidy(text: str | None, longest: int, path: str | tuple[str, ...], *, needed: bool = False) -> str:
    """The text without blanks around it. Raises Refusal `REQUIRED`, `TOO_LONG`, `OUT_OF_RANGE`."""
    where = (path,) if isinstance(path, str) else path
    said = (text or "").strip()
    if needed and not said:
        raise Refusal("REQUIRED", _("This is needed."), where)
    if len(said) > longest:
        raise Refusal(
            "TOO_LONG", _("Too long: at most %(longest)d characters.") % {"longest": longest}, where
        )
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in said):  # PostgreSQL cannot keep these
        raise Refusal("OUT_OF_RANGE", _("This text holds a character that cannot be kept."), where)
    return said
