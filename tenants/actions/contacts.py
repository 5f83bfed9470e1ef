"""Reading a phone number is an act with a purpose, and leaves a row the person can read."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.errors import NotFound, Refusal
from tenants.models import Contact, Mandate, RevealLog, RevealPurpose
from tenants.permissions import forbidden, require
from tenants.readers import Reader

# A revealed number stays readable for a working day; afterwards one says again what for.
REVEALED_FOR = timedelta(hours=8)


def reveal(*, by: Author, contact_id: UUID, purpose: str) -> RevealLog:
    """Reveal a contact's phone for a purpose. Raises NotFound, Refusal `PURPOSE_UNKNOWN`, `FORBIDDEN`."""
    require(by, "reveal", "contact.phone")
    if by.account_id is None or by.mandate_id is None:
        raise forbidden()  # the log names who read; the command line has no name
    if purpose not in RevealPurpose.values:
        raise Refusal("PURPOSE_UNKNOWN", _("Say what you need the number for."), ("purpose",))
    contact = Contact.objects.filter(id=contact_id).first()
    if contact is None:
        raise NotFound(_("There is no such contact."))
    return RevealLog.objects.create(  # type: ignore[misc]
        contact=contact,
        person_id=contact.person_id,
        account_id=by.account_id,
        mandate_id=by.mandate_id,
        purpose=purpose,
        until=timezone.now() + REVEALED_FOR,
    )


def log_standing_reads(*, reader: Reader, mandate: Mandate, contacts: Collection[Contact]) -> None:
    """Write down that a property manager read these phones for property service. One statement."""
    until = timezone.now() + REVEALED_FOR
    RevealLog.objects.bulk_create(
        RevealLog(
            contact=contact,
            person_id=contact.person_id,
            account_id=reader.account.pk,
            mandate=mandate,
            purpose=RevealPurpose.PROPERTY_SERVICE,
            until=until,
        )
        for contact in contacts
    )
