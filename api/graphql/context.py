"""One request: its district, who asks, and what day it is."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from tenants.calendar import today
from tenants.models import Account, District
from tenants.readers import Reader, reader_of

from .errors import problem


@dataclass
class Context:
    """What resolvers find at `info.context`."""

    request: HttpRequest
    district: District
    account: Account | None
    request_id: str
    today: date = field(default_factory=today)
    # Secrets that a mutation's answer tells, and nothing ever again: row id → secret.
    told_once: dict[UUID, str] = field(default_factory=dict)
    _reader: Reader | None = None
    _rights: dict[tuple[str, str, UUID | None], bool] = field(default_factory=dict)

    @property
    def reader(self) -> Reader:
        """Who asks, with the mandates held now. Asked in an open scope, once per scope."""
        if self._reader is None:
            self._reader = reader_of(self.account)
        return self._reader

    def renew(self) -> None:
        """Forget who asked: a mandate given or revoked meanwhile takes effect at once."""
        self._reader = None
        self._rights.clear()

    def may(self, verb: str, thing: str, owner: UUID | None = None) -> bool:
        """Whether the reader may, by the one table of permissions."""
        key = (verb, thing, owner)
        if key not in self._rights:
            self._rights[key] = self.reader.may(verb, thing, owner=owner)
        return self._rights[key]

    def day(self, as_of: date | None) -> date:
        """The day a field is asked about. Raises DATE_NOT_PUBLIC for other days than today, to
        whom the dates of tenancies are not shown (they could be found by asking day by day)."""
        if as_of is None or as_of == self.today:
            return self.today
        if not self.may("read", "tenancy.dates"):
            raise problem("DATE_NOT_PUBLIC", today=self.today.isoformat())
        return as_of


def context_of(info: Any) -> Context:
    return info.context
