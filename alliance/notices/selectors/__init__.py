"""What somebody was told, how they want to be told, and the robots of the district."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tenants.isolation.scope import current_district_id
from tenants.readers import Reader

from ..models import Delivery, GroupPreference, NoticePreference, Receipt, Robot
from ..rules.timing import Wishes


def inbox_of(account: Any, *, unread_only: bool = False) -> QuerySet[Receipt]:
    """What an account was told in the open district, whatever it acts as by now."""
    rows = Receipt.objects.filter(district=current_district_id(), account=account).select_related("notice")
    return rows.filter(read_at=None) if unread_only else rows


def wishes_of(accounts: Collection[UUID]) -> dict[UUID, Wishes]:
    """What these accounts have chosen here; the defaults for who has not. Two statements."""
    chosen = list(NoticePreference.objects.filter(district=current_district_id(), account__in=accounts))
    groups: dict[UUID, dict[str, str]] = {}
    for row in GroupPreference.objects.filter(district=current_district_id(), preference__in=chosen):
        groups.setdefault(row.preference_id, {})[row.group] = row.mail
    found = {
        row.account_id: Wishes(
            mail=row.mail,
            quiet_from=row.quiet_from,
            quiet_until=row.quiet_until,
            digest_hour=row.digest_hour,
            groups=groups.get(row.id, {}),
        )
        for row in chosen
    }
    return {account: found.get(account) or Wishes() for account in accounts}


def robots_for(reader: Reader) -> QuerySet[Robot]:
    """The district's robots that were not removed, for whoever keeps them."""
    rows = Robot.objects.filter(district=current_district_id(), is_active=True)
    return rows if reader.may("manage", "robot") else rows.none()


def open_deliveries() -> QuerySet[Delivery]:
    """What has neither left nor been given up."""
    return Delivery.objects.filter(district=current_district_id(), sent_at=None, given_up_at=None)


def sisters(of_field: str = "pk") -> Exists:
    """Whether an open delivery of the same person's same digest stands before this one.

    The first of a digest stands for it: who holds that row's lock holds the digest.
    """
    same = open_deliveries().filter(
        is_digest=True,
        receipt__account=OuterRef("receipt__account"),
        planned_for=OuterRef("planned_for"),
        id__lt=OuterRef(of_field),
    )
    return Exists(same)
