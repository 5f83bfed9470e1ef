"""Whom to call: the person and phone of a company's rows beside the contacts it has."""

from collections.abc import Sequence

from tenants.models import Contact, ContactRole
from tenants.roster.checked import CheckedRow
from tenants.roster.companies import Company
from tenants.roster.plan import ContactPlan

_IN_CHARGE = ("负责", "店长", "经理")


def plan_contacts(company: Company, present: Sequence[Contact]) -> list[tuple[CheckedRow, ContactPlan]]:
    """Returns the contacts to be written or changed, each with the row that says so; none for what is there.

    A contact that no row names any more becomes the new person, unless it has an account of its own: then it
    is not the roster's to change.
    """
    wanted: dict[tuple[str, str], CheckedRow] = {}
    for row in company.standing:
        if row.person or row.phone:
            wanted.setdefault((row.person or "", row.phone or ""), row)
    missing = [
        (pair, row)
        for pair, row in wanted.items()
        if not any(is_contact(contact, *pair) for contact in present)
    ]
    free = [
        contact
        for contact in present
        if contact.person.account_id is None and not any(is_contact(contact, *pair) for pair in wanted)
    ]
    plans: list[tuple[CheckedRow, ContactPlan]] = []
    for (name, phone), row in missing:
        role = _role(row)
        known = next((contact for contact in free if contact.role == role), None)
        if known is not None:
            free.remove(known)
        plans.append((row, ContactPlan(company, known, role, name, phone)))
    return plans


def is_contact(contact: Contact, name: str, phone: str) -> bool:
    """What the row leaves blank does not tell people apart."""
    return is_called(contact.person.name, contact.person.phone, name, phone)


def is_called(their_name: str, their_phone: str, name: str, phone: str) -> bool:
    """The same of what somebody is called."""
    return (not name or their_name == name) and (not phone or their_phone == phone)


def _role(row: CheckedRow) -> str:
    heading = row.headings.get("person", "")
    return ContactRole.IN_CHARGE if any(word in heading for word in _IN_CHARGE) else ContactRole.LIAISON
