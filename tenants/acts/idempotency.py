"""A retry is harmless: the same key with the same question gets the first answer."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenants.errors import Refusal
from tenants.models import IdempotencyKey

from .authors import Author

LONGEST = 200


def once(
    operation: str, *, by: Author, key: str | None, asked: Mapping[str, Any], do: Callable[[], UUID]
) -> UUID:
    """Run `do` unless this account ran it before under this key; returns the id it returned then.

    `asked` is everything that decides what happens (JSON types, dates, decimals, UUIDs). Of two
    simultaneous calls the second waits for the first. What was refused is not remembered. Raises
    Refusal `IDEMPOTENCY_KEY_REUSED` for the same key with another question.
    """
    if not key or by.account_id is None:
        return do()
    if len(key) > LONGEST or "\0" in key:
        raise Refusal("TOO_LONG", _("An idempotency key has at most 200 characters."), ("idempotencyKey",))
    fingerprint = _fingerprint(by, asked)
    with transaction.atomic():
        mine = IdempotencyKey(account_id=by.account_id, operation=operation, key=key, fingerprint=fingerprint)
        # Waits for whoever is inserting the same key; then either of us has it, never both.
        IdempotencyKey.objects.bulk_create([mine], ignore_conflicts=True)
        found = IdempotencyKey.objects.get(account_id=by.account_id, operation=operation, key=key)
        if found.id == mine.id:
            found.result = do()
            found.save(update_fields=["result"])
        elif bytes(found.fingerprint) != fingerprint:
            raise Refusal(
                "IDEMPOTENCY_KEY_REUSED",
                _("This idempotency key was used for something else."),
                ("idempotencyKey",),
            )
        if found.result is None:
            raise RuntimeError("An idempotency key was committed without its result.")
        return found.result


def _fingerprint(by: Author, asked: Mapping[str, Any]) -> bytes:
    text = json.dumps(
        {"principal": by.principal_id, **asked}, sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).digest()
