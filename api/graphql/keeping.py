"""What an input says that can be said and not be kept, refused where it stands."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tenants.calendar import LATEST
from tenants.errors import Refusal

CM2_IN_M2 = 10_000
# 10 km²: a whole district is a fortieth of it. As the roster's cells have it.
LARGEST_M2 = 10_000_000
Path = tuple[str, ...]


def check_days(given: Any, path: Path = ()) -> None:
    """Raises Refusal `OUT_OF_RANGE` for a day after which there is none, anywhere in a mutation's input."""
    parts: Iterable[tuple[Any, Any]] = ()
    if isinstance(given, dict):
        parts = ((_as_asked(name), value) for name, value in given.items())
    elif isinstance(given, list):
        parts = enumerate(given)
    elif isinstance(given, date) and not isinstance(given, datetime) and given > LATEST:
        raise Refusal("OUT_OF_RANGE", _("No day that far can be kept; the last one is 9999-12-30."), path)
    for name, value in parts:
        check_days(value, (*path, str(name)))


def in_cm2(area_m2: float | None, path: Path) -> int | None:
    """An area as it is stored. Raises Refusal `OUT_OF_RANGE` at `path`."""
    if area_m2 is None:
        return None
    if not 0 < area_m2 <= LARGEST_M2 or not (area_cm2 := round(area_m2 * CM2_IN_M2)):
        raise Refusal("OUT_OF_RANGE", _("An area is more than nothing and at most 10,000,000 m²."), path)
    return area_cm2


def _as_asked(name: str) -> str:
    head, *rest = name.strip("_").split("_")
    return head + "".join(map(str.title, rest))
