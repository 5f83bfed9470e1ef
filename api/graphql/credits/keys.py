from uuid import UUID

from django.utils.translation import gettext_lazy as _

from api.graphql.ids import decode
from tenants.errors import NotFound

# What shares its id with the principal it acts as.
SAME_AS_PRINCIPAL = ("Principal", "Enterprise", "PartyOrganisation")


def principal_of(text: str) -> UUID | None:
    """The principal's key in the id of a principal, an enterprise or a Party organisation; or None."""
    found = decode(text)
    return found[1] if found and found[0] in SAME_AS_PRINCIPAL else None


def principal_in(given: dict, field: str) -> UUID:
    """The same from a mutation's input. Raises NotFound at that field."""
    key = principal_of(given[field])
    if key is None:
        raise NotFound(_("There is no such thing here."), (field,))
    return key
