"""What somebody who sends a roster wants done with it, read from a form."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from api.graphql.ids import key_of
from tenants.acts.authors import Author
from tenants.errors import Refusal
from tenants.permissions import Role, reach_of
from tenants.readers import Reader, author_for
from tenants.roster.files.sheet import Unreadable
from tenants.roster.running import Order

from .in_memory import as_path

TRUE = frozenset({"1", "true", "yes", "on"})
# Answers and words for headings are short texts; a roster is not.
LONGEST_TEXT = 8 * 1024**2


@dataclass(frozen=True)
class Handed:
    """A file as it was handed in."""

    name: str
    content: bytes


def file_of(given: Any, field: str = "file") -> Handed:
    """Raises Refusal `REQUIRED` where there is none."""
    if given is None or isinstance(given, str):
        raise Refusal("REQUIRED", _("Hand in a file."), (field,))
    return Handed(given.name or "", given.read())


def order_of(
    file: Handed, form: Mapping[str, Any], stack: ExitStack, *, dry_run: bool | None = None
) -> Order:
    """The order, whose files are there until the stack is closed. Raises Unreadable ("not_a_date")."""
    towers = tuple(
        name.strip() for name in _text(form, "scope").replace("，", ",").split(",") if name.strip()
    )

    def beside(field: str) -> Any:
        given = form.get(field)
        if given is None or given == "":
            return None
        if isinstance(given, str):
            return stack.enter_context(as_path(given.encode(), f"{field}.json"))
        return stack.enter_context(as_path(given.read(LONGEST_TEXT), given.name or field))

    return Order(
        file=stack.enter_context(as_path(file.content, file.name)),
        scope=towers or None,
        create_units=_flag(form, "create_units"),
        skip_bad=_flag(form, "skip_bad"),
        gone_on=_day(_text(form, "gone_on")),
        answers=beside("answers"),
        mapping=beside("mapping"),
        dry_run=_flag(form, "dry_run", default=True) if dry_run is None else dry_run,
    )


def author_of(reader: Reader, acting_as: str) -> Author:
    """Under which mandate the reader imports: the one named or, of those that may, the first.

    Raises Refusal `FORBIDDEN`.
    """
    if acting_as:
        return author_for(reader, key_of("Mandate", acting_as))
    for mandate in reader.mandates:
        if reach_of(Role(mandate.role), "import", "roster"):
            return author_for(reader, mandate.id)
    if Role.OPERATOR in reader.roles:
        return Author(role=Role.OPERATOR, account_id=reader.account.pk)
    return author_for(reader, None)


def _text(form: Mapping[str, Any], field: str) -> str:
    given = form.get(field)
    return given.strip() if isinstance(given, str) else ""


def _flag(form: Mapping[str, Any], field: str, *, default: bool = False) -> bool:
    given = _text(form, field).lower()
    return given in TRUE if given else default


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise Unreadable("not_a_date", given) from None
