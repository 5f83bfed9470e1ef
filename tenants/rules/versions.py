from django.utils.translation import gettext as _

from tenants.errors import Refusal


def check_version(present: int, expected: int | None) -> None:
    """Raise Refusal `VERSION_CHANGED` unless a row is at the version its author saw (None: no matter)."""
    if expected is not None and present != expected:
        message = _("Somebody changed this meanwhile; it is at version %(version)d now.")
        raise Refusal("VERSION_CHANGED", message % {"version": present}, ("expectedVersion",))
