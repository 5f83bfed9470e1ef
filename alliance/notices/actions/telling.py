"""Telling people, in the transaction of the act that concerns them: nobody is told what was not done."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from tenants.acts.recording import Record
from tenants.models import Principal, PrincipalKind
from tenants.readers import standing_mandates

from ..kinds import KINDS
from ..models import Notice, NoticeTarget, Receipt

TOPIC = "notice"


def tell(
    record: Record,
    kind: str,
    *,
    about: tuple[str, UUID],
    to: Collection[UUID],
    params: Mapping[str, Any] | None = None,
    once: str | None = None,
) -> Notice | None:
    """Put a notice into the inbox of everybody who acts for one of these principals today.

    Call it inside the act (`record`) that it is about. `about` is the thing: its GraphQL type and its id.
    Whoever did it is not told. A principal nobody acts for is told through the secretariat. What is for
    groups is told to the district's robots too. Returns None where there was nobody to tell, or the same was
    told under the key `once` before. What was told stays told; when the act is taken back, its readers are
    told of that too (`unsaying.py`).
    """
    if kind not in KINDS:
        raise ValueError(f"Nobody registered notices of kind {kind!r}.")
    readers = accounts_of(to) - {record.act.account_id}
    if not readers and not KINDS[kind].for_groups:
        return None
    notice = Notice(
        kind=kind,
        about_type=about[0],
        about_id=about[1],
        params=dict(params or {}),
        act=record.act,
        once=once,
    )
    [kept] = Notice.objects.bulk_create([notice], ignore_conflicts=once is not None)
    if once is not None and not Notice.objects.filter(id=kept.id).exists():
        return None
    NoticeTarget.objects.bulk_create(NoticeTarget(notice=notice, principal_id=one) for one in sorted(set(to)))
    Receipt.objects.bulk_create(Receipt(notice=notice, account_id=one) for one in sorted(readers))
    record.emit(TOPIC, notice.id)
    return notice


def accounts_of(principals: Iterable[UUID]) -> set[UUID]:
    """The accounts that act for these principals today; the secretariat's where nobody does."""
    wanted = set(principals)
    able = standing_mandates().filter(account__is_active=True)
    held = list(able.filter(principal__in=wanted).values_list("principal_id", "account_id"))
    found = {account for _, account in held}
    if wanted - {principal for principal, _ in held}:
        secretariat = Principal.objects.filter(kind=PrincipalKind.SECRETARIAT).values("id")
        found |= set(able.filter(principal__in=secretariat).values_list("account_id", flat=True))
    return found
