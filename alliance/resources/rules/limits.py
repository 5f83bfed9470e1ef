"""How long a text may be, how much a quantity, how many of anything."""

from decimal import Decimal

from django.utils.translation import gettext as _

from tenants.errors import Refusal

LONGEST = {"title": 120, "description": 5000, "measure": 20, "price": 120, "place": 120, "sharing_terms": 500}
LONGEST_TAG = 40  # as long as a tag may be anywhere
LONGEST_PROGRESS = 500
MOST_TAGS = 10
MOST_NAMED = 200  # a listing for more than that is one for the district
MOST_WINDOWS = 14  # twice a day, each weekday on its own
MOST_FILES = 10
MOST_PARTS = 100
LARGEST = Decimal("99999999999.999")  # what numeric(14, 3) holds

Path = tuple[str, ...]


def check_length(text: str, longest: int, path: Path) -> None:
    if len(text) > longest:
        message = _("Too long: at most %(longest)d characters.") % {"longest": longest}
        raise Refusal("TOO_LONG", message, path)
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text):  # PostgreSQL cannot keep these
        raise Refusal("OUT_OF_RANGE", _("This text holds a character that cannot be kept."), path)


def check_quantity(quantity: Decimal, path: Path) -> None:
    if not quantity.is_finite() or quantity <= 0:
        raise Refusal("OUT_OF_RANGE", _("A quantity is more than nothing."), path)
    if quantity > LARGEST:
        raise Refusal("OUT_OF_RANGE", _("A quantity is less than a hundred thousand million."), path)
    if quantity != round(quantity, 3):
        raise Refusal("OUT_OF_RANGE", _("A quantity has at most three decimals."), path)
