from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenants.errors import NotFound

from .ids import key_of


def key_in(given: dict, field: str, type_name: str) -> UUID:
    """The key of the id in a mutation's input field (snake_case). Raises NotFound at that field."""
    key = key_of(type_name, given[field])
    if key is None:
        head, *rest = field.split("_")
        raise NotFound(_("There is no such thing here."), (head + "".join(map(str.title, rest)),))
    return key


def optional_key_in(given: dict, field: str, type_name: str) -> UUID | None:
    """The same, or None where the field is not given."""
    return key_in(given, field, type_name) if given.get(field) else None
