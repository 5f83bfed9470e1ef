from collections.abc import Mapping
from datetime import time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenants.errors import Refusal
from tenants.permissions import forbidden

from ..kinds import groups as known_groups
from ..models import GroupPreference, MailWish, NoticePreference


@transaction.atomic
def set_preferences(*, account_id: UUID | None, changes: Mapping[str, Any]) -> None:
    """Change how an account hears of things here: `mail`, `quiet_from`, `quiet_until`, `digest_hour`, and
    `groups` (group → NOW, DIGEST, NEVER, or None to follow `mail` again). What is left out stays.

    Raises Refusal `FORBIDDEN`, `OUT_OF_RANGE`, `REQUIRED`, each at its field.
    """
    if account_id is None:
        raise forbidden()
    NoticePreference.objects.bulk_create([NoticePreference(account_id=account_id)], ignore_conflicts=True)
    kept = NoticePreference.objects.select_for_update().get(account=account_id)
    for name in ("mail", "quiet_from", "quiet_until", "digest_hour"):
        if name in changes:
            setattr(kept, name, changes[name])
    _check_digest_hour(kept.digest_hour)
    _check_quiet_hours(kept.quiet_from, kept.quiet_until)
    kept.save()
    _set_groups(kept, changes.get("groups") or {})


def _check_digest_hour(hour: int | None) -> None:
    if hour is None or not 0 <= hour <= 23:
        raise Refusal("OUT_OF_RANGE", _("An hour is a number from 0 to 23."), ("digestHour",))


def _check_quiet_hours(start: time | None, end: time | None) -> None:
    if (start is None) != (end is None):
        path = ("quietFrom",) if start is None else ("quietUntil",)
        raise Refusal("REQUIRED", _("Quiet hours have a beginning and an end, or neither."), path)
    if start is not None and start == end:
        message = _("Quiet hours that end when they begin are none; leave both out.")
        raise Refusal("OUT_OF_RANGE", message, ("quietUntil",))


def _set_groups(kept: NoticePreference, groups: Mapping[str, str | None]) -> None:
    known = known_groups()
    for place, (group, mail) in enumerate(groups.items()):
        if group not in known:
            message = _("There are no notices of this group.")
            raise Refusal("NOT_FOUND", message, ("groups", str(place), "group"))
        if mail is None:
            GroupPreference.objects.filter(preference=kept, group=group).delete()
        else:
            GroupPreference.objects.update_or_create(
                preference=kept, group=group, defaults={"mail": MailWish(mail)}
            )
