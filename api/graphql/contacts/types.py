from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene
from django.db.models import QuerySet

from api.graphql.base import Guarded, HouseType
from api.graphql.context import Context
from api.graphql.enums import enum_of
from api.graphql.peers import by_id, follow, listed, load
from tenants.actions.contacts import log_standing_reads
from tenants.isolation.scope import current_district_id
from tenants.models import Contact
from tenants.models import ContactRole as StoredRole
from tenants.selectors.contacts import Access, access_to, masked

ContactRole = enum_of(
    StoredRole,
    "What for one turns to a contact.",
    {
        "IN_CHARGE": "Whoever is in charge.",
        "LIAISON": "The enterprise's liaison.",
        "FINANCE": "Rent, fees, invoices.",
        "EMERGENCY": "At night and when it burns.",
        "OTHER": "Anything else.",
    },
)


class ContactType(HouseType):
    class Meta:
        name = "Contact"
        model = Contact
        description = "Whom to call at an enterprise. Masked until you say what for (`revealContact`)."
        permission = ("read", "contact")

    role = ContactRole(required=True, description="What for one turns to them.")
    name = graphene.String(description="Their name, e.g. 张三.")
    masked_phone = graphene.String(description="What everybody with a mandate may see, e.g. 138****1234.")
    phone = graphene.String(
        description="The number, while it is revealed to you. A property manager of the building reads it "
        "for property service: each read is written down. Null for others."
    )
    revealed_until = graphene.DateTime(
        description="Until when `phone` is revealed to you; null if it is not."
    )

    def resolve_name(contact: Any, info: Any) -> str | None:
        return follow(contact, "person").name or None

    def resolve_masked_phone(contact: Any, info: Any) -> str | None:
        return masked(follow(contact, "person").phone) or None

    def resolve_phone(contact: Any, info: Any) -> str | None:
        if not load(contact, "read", lambda contacts: _log_and_allow(info.context, contacts), False):
            return None
        return follow(contact, "person").phone or None

    def resolve_revealed_until(contact: Any, info: Any) -> Any:
        access = _access(info.context, contact)
        return access.revealed_until if access else None

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        return by_id(_contacts(), ids) if context.may("read", "contact") else {}


def _contacts() -> QuerySet[Contact]:
    """With what a reveal is about, and is logged with."""
    return Contact.objects.select_related("person", "enterprise")


def _access(context: Context, contact: Any) -> Access | None:
    return load(contact, "access", lambda contacts: access_to(context.reader, contacts))


def _log_and_allow(context: Context, contacts: list[Any]) -> dict[UUID, bool]:
    """Which phones this answer shows. Those shown for the standing purpose are written down first."""
    allowed = {contact.pk: access for contact in contacts if (access := _access(context, contact))}
    by_mandate: dict[Any, list[Any]] = {}
    for contact in contacts:
        access = allowed.get(contact.pk)
        if access and access.standing:
            by_mandate.setdefault(access.standing, []).append(contact)
    for mandate, read in by_mandate.items():
        log_standing_reads(reader=context.reader, mandate=mandate, contacts=read)
    return dict.fromkeys(allowed, True)


def contacts_of_enterprise() -> Guarded:
    """The field `contacts` of an enterprise: for mandate holders."""

    def read(enterprises: list[Any]) -> dict[UUID, list[Any]]:
        keys = [enterprise.pk for enterprise in enterprises]
        rows = _contacts().filter(district=current_district_id(), enterprise__in=keys)
        return listed(rows.order_by("role", "id"), "enterprise_id")

    return Guarded(
        graphene.List(graphene.NonNull(ContactType)),
        permission=("read", "contact"),
        description="Whom to call there. For mandate holders; null for others.",
        resolver=lambda enterprise, info: load(enterprise, "contacts", read, []),
    )
