from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenants.errors import NotFound

from .ids import decode, key_of

# What shares its id with the principal it acts as.
SAME_AS_PRINCIPAL = ("Principal", "Enterprise", "PartyOrganisation")


def key_in(given: dict, field: str, type_name: str) -> UUID:
    """The key of the id in a mutation's input field (snake_case). Raises NotFound at that field."""
    key = key_of(type_name, given[field])
    if key is None:
        raise not_here(field)
    return key


def not_here(field: str) -> NotFound:
    """What is said of an id that is none, at its field as the input calls it."""
    head, *rest = field.split("_")
    return NotFound(_("There is no such thing here."), (head + "".join(map(str.title, rest)),))


def optional_key_in(given: dict, field: str, type_name: str) -> UUID | None:
    """The same, or None where the field is not given."""
    return key_in(given, field, type_name) if given.get(field) else None


def principal_of(text: str) -> UUID | None:
    """The principal's key in the id of a principal, an enterprise or a Party organisation; or None."""
    found = decode(text)
    return found[1] if found and found[0] in SAME_AS_PRINCIPAL else None


def principal_in(given: dict, field: str) -> UUID:
    """The same from a mutation's input. Raises NotFound at that field."""
    key = principal_of(given[field])
    if key is None:
        raise not_here(field)
    return key
