from enum import Enum
from typing import Any
from uuid import UUID

from tenants.acts.authors import Author
from tenants.acts.idempotency import once

from .context import Context
from .mutating import HouseMutation

# Not part of what is asked: the key itself, and the mandate, whose principal is asked about anyway.
ASIDE = ("idempotency_key", "acting_as")


class RetriableMutation(HouseMutation):
    """A mutation whose `idempotencyKey` is looked after here; `act` makes the one call into the domain."""

    class Meta:
        abstract = True

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        """Do it; `given` is the input (snake_case). Returns the id of the row the payload shows."""
        raise TypeError(f"{cls.__name__} does nothing")

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        return once(
            cls.__name__,
            by=author,
            key=given.get("idempotency_key"),
            asked={name: _plain(value) for name, value in given.items() if name not in ASIDE},
            do=lambda: cls.act(context, author, given),
        )


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
