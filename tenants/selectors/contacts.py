"""Whose phone numbers somebody may read, and under which right. Asked for many contacts at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tenants.isolation.scope import current_district_id
from tenants.models import Contact, Mandate, Person, RevealLog
from tenants.permissions import Role
from tenants.readers import Reader

from .answering import offices_over


@dataclass(frozen=True)
class Access:
    """Why a phone may be read: it is one's own, or revealed until then, or a mandate's standing purpose."""

    revealed_until: datetime | None = None
    standing: Mandate | None = None


def access_to(reader: Reader, contacts: Collection[Contact]) -> dict[UUID, Access]:
    """By contact id; who is missing stays masked. Five statements at most; contacts come with `person`.

    What was revealed is one person's one number: neither the next person nor the next number.
    """
    if reader.account is None or not reader.mandates:
        return {}
    found = {contact.id: Access() for contact in _own(reader, contacts)}
    standing = standing_mandates_over(reader, {contact.enterprise_id for contact in contacts})
    for contact in contacts:
        if contact.enterprise_id in standing:
            found.setdefault(contact.id, Access(standing=standing[contact.enterprise_id]))
    # A reveal ends with the mandate it was made under.
    revealed = RevealLog.objects.filter(
        district=current_district_id(),
        account_id=reader.account.pk,
        contact_id__in=[contact.id for contact in contacts],
        mandate__in=[mandate.id for mandate in reader.mandates],
        until__gt=timezone.now(),
    )
    present = {contact.id: (contact.person_id, contact.person.phone_mark) for contact in contacts}
    of_what = ("contact_id", "person_id", "phone_mark", "until")
    for contact_id, person_id, mark, until in revealed.order_by("until").values_list(*of_what):
        if mark is None or present[contact_id] != (person_id, bytes(mark)):
            continue
        before = found.get(contact_id)
        if before is None or before.standing is None:
            found[contact_id] = Access(revealed_until=until)
    return found


def standing_mandates_over(reader: Reader, enterprise_ids: Collection[UUID]) -> dict[UUID, Mandate]:
    """By enterprise: the mandate under which the reader manages an office that answers for it."""
    managing = {m.principal_id: m for m in reader.mandates if m.role == Role.PROPERTY_MANAGER}
    if not managing or not enterprise_ids:
        return {}
    answering = offices_over(enterprise_ids)
    return {
        enterprise: managing[office]
        for enterprise, offices in answering.items()
        for office in sorted(offices & managing.keys())
    }


def masked(phone: str) -> str:
    """A phone as everybody with a mandate sees it: 138****1234; a short one shows its last two digits."""
    if len(phone) >= 11:
        return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"
    return "*" * max(len(phone) - 2, 0) + phone[-2:] if len(phone) > 4 else "*" * len(phone)


def _own(reader: Reader, contacts: Collection[Contact]) -> list[Contact]:
    people = Person.objects.filter(district=current_district_id(), account_id=reader.account.pk)
    mine = set(people.values_list("id", flat=True))
    return [contact for contact in contacts if contact.person_id in mine]


def reveals_of(account: Any) -> QuerySet[RevealLog]:
    """Who read this account's number here: known by its account then, or by its person now."""
    district = current_district_id()
    people = Person.objects.filter(district=district, account=account).values("id")
    concerned = Q(person_account=account) | Q(person_id__in=people)
    return RevealLog.objects.filter(concerned, district=district)
