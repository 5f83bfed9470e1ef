"""Who is asking, with which mandates, in the open district, today."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.models import Building, Mandate, Principal
from tenants.permissions import Owner, Reach, Role, forbidden, owners, reach_of


@dataclass(frozen=True)
class Reader:
    """An account (or nobody) and the mandates it holds in the open district."""

    account: Any = None
    mandates: tuple[Mandate, ...] = field(default=())

    @cached_property
    def roles(self) -> frozenset[Role]:
        held = {Role(mandate.role) for mandate in self.mandates}
        if self.account is None:
            return frozenset({Role.ANONYMOUS})
        if self.account.is_operator:
            held.add(Role.OPERATOR)
        return frozenset(held | {Role.ACCOUNT})

    @cached_property
    def principals(self) -> frozenset[UUID]:
        return frozenset(mandate.principal_id for mandate in self.mandates)

    @cached_property
    def managed_buildings(self) -> frozenset[UUID]:
        """The buildings whose office this reader acts for. One query, once."""
        if Role.PROPERTY_MANAGER not in self.roles:
            return frozenset()
        return frozenset(Building.objects.filter(office__in=self.principals).values_list("id", flat=True))

    def may(self, verb: str, thing: str, *, owner: Owner = None) -> bool:
        """Whether any of the reader's roles may. `owner`: the principal(s) the thing belongs to."""
        for role in self.roles:
            reach = reach_of(role, verb, thing)
            if reach == Reach.ANY or (reach is not None and owners(owner) & self.principals_as(role)):
                return True
        return False

    def principals_as(self, role: Role) -> frozenset[UUID]:
        """The principals this reader acts for in one role."""
        return frozenset(mandate.principal_id for mandate in self.mandates if mandate.role == role)


ANYBODY = Reader()


def standing_mandates() -> QuerySet[Mandate]:
    """Mandates in force now: begun, not ended, not revoked."""
    day = today()
    return Mandate.objects.filter(Q(ends=None) | Q(ends__gt=day), starts__lte=day, revoked_at=None)


def reader_of(account: Any) -> Reader:
    """The reader that an account is in the open district, asked anew each time: a revoked mandate
    is gone at once. An account that may not sign in any more is nobody."""
    if account is None or not getattr(account, "is_authenticated", False) or not account.is_active:
        return ANYBODY
    return Reader(account, tuple(standing_mandates().filter(account=account).order_by("starts", "id")))


def author_for(reader: Reader, mandate_id: UUID | None) -> Author:
    """The author that a reader is under one of its mandates. Raises Refusal `FORBIDDEN`."""
    for mandate in reader.mandates:
        if mandate.id == mandate_id:
            return Author(
                role=mandate.role,
                account_id=mandate.account_id,
                principal_id=mandate.principal_id,
                mandate_id=mandate.id,
            )
    raise forbidden()


def standing_in(author: Author, principal_id: UUID) -> Author:
    """The author that the secretariat is for somebody whose last mandate has ended: what was pending there
    would be nobody's otherwise. The act names both, the principal and the secretariat's mandate.

    Raises NotFound for nobody here; Refusal `FORBIDDEN` to others, and where somebody acts or never did.
    """
    if not Principal.objects.filter(id=principal_id).exists():
        raise NotFound(_("There is nobody of this kind here."), ("onBehalfOf",))
    begun = Mandate.objects.filter(principal=principal_id, starts__lte=today())
    acting = standing_mandates().filter(principal=principal_id, account__is_active=True)
    if author.role != Role.SECRETARIAT or not begun.exists() or acting.exists():
        message = _("Only the secretariat, and only for somebody whose last mandate has ended.")
        raise Refusal("FORBIDDEN", message, ("onBehalfOf",))
    return replace(author, principal_id=principal_id)
