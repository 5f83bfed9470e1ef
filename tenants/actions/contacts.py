"""Reading a phone number is an act with a purpose, and leaves a row the person can read."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.errors import NotFound, Refusal
from tenants.models import Contact, Mandate, RevealLog, RevealPurpose
from tenants.permissions import Role, forbidden, require
from tenants.readers import Reader

# A revealed number stays readable for a working day; afterwards one says again what for.
REVEALED_FOR = timedelta(hours=8)


def reveal(*, by: Author, contact_id: UUID, purpose: str) -> RevealLog:
    """Reveal a contact's phone for a purpose. Raises NotFound, Refusal `PURPOSE_UNKNOWN`, `FORBIDDEN`.

    Property service is the standing purpose of property offices, and nobody else's.
    """
    require(by, "reveal", "contact.phone")
    if by.account_id is None or by.mandate_id is None:
        raise forbidden()  # the log names who read; the command line has no name
    theirs = purpose != RevealPurpose.PROPERTY_SERVICE or by.role == Role.PROPERTY_MANAGER
    if purpose not in RevealPurpose.values or not theirs:
        raise Refusal("PURPOSE_UNKNOWN", _("Say what you need the number for."), ("purpose",))
    contact = Contact.objects.select_related("person", "enterprise").filter(id=contact_id).first()
    if contact is None:
        raise NotFound(_("There is no such contact."))
    row = _row(contact, account_id=by.account_id, mandate_id=by.mandate_id, purpose=purpose)
    row.save(force_insert=True)
    return row


def log_standing_reads(*, reader: Reader, mandate: Mandate, contacts: Collection[Contact]) -> None:
    """Write down that a property manager read these phones for property service. One statement.

    The contacts come with `person` and `enterprise`.
    """
    RevealLog.objects.bulk_create(
        _row(
            contact,
            account_id=reader.account.pk,
            mandate_id=mandate.pk,
            purpose=RevealPurpose.PROPERTY_SERVICE,
        )
        for contact in contacts
    )


def log_reads(*, by: Author, contacts: Collection[Contact]) -> None:
    """Write down that somebody took these phones away in a list, for property service.

    The command line has no name and no mandate, and leaves no row. The contacts come with `person` and
    `enterprise`.
    """
    if by.account_id is None or by.mandate_id is None:
        return
    rows = (
        _row(
            contact,
            account_id=by.account_id,
            mandate_id=by.mandate_id,
            purpose=RevealPurpose.PROPERTY_SERVICE,
        )
        for contact in contacts
        if contact.person.phone
    )
    RevealLog.objects.bulk_create(rows, batch_size=1000)


def _row(contact: Contact, *, account_id: UUID, mandate_id: UUID, purpose: str) -> RevealLog:
    return RevealLog(
        contact_id=contact.pk,
        person_id=contact.person_id,
        person_account_id=contact.person.account_id,
        person_name=contact.person.name,
        enterprise_name=contact.enterprise.name,
        phone_mark=contact.person.phone_mark,
        account_id=account_id,
        mandate_id=mandate_id,
        purpose=purpose,
        until=timezone.now() + REVEALED_FOR,
    )
