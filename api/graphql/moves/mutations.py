"""Moves of tenancies: each one act of the property office."""

from typing import Any
from uuid import UUID

from api.graphql.context import Context
from api.graphql.keys import key_in, optional_key_in
from api.graphql.retrying import RetriableMutation
from api.graphql.tenancies.types import TenancyType
from tenants.actions import moving
from tenants.acts.authors import Author

from .inputs import MoveInInput, MoveInput, MoveOutInput, RenewInput, SwapInput, terms_of

# Where the input names what the database found taken.
ON_UNIT = {"UNIT_TAKEN": ("unit",), "ALREADY_THERE": ("unit",), "NO_SUCH_UNIT": ("unit",)}


def _tenancy(given: Any) -> UUID:
    return key_in(given, "tenancy", "Tenancy")


class MoveIn(RetriableMutation):
    class Meta:
        description = "An enterprise begins to be on a unit."
        permission = ("move_in", "tenancy")
        input = MoveInInput
        answer = ("tenancy", TenancyType)
        paths = ON_UNIT | {"BEYOND_PARENT": ("subletOf",)}

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return moving.move_in(
            by=author,
            enterprise_id=key_in(given, "enterprise", "Enterprise"),
            unit_id=key_in(given, "unit", "Unit"),
            starts=given.get("since"),
            last_day=given.get("until"),
            shared=bool(given.get("shared")),
            sublet_of=optional_key_in(given, "sublet_of", "Tenancy"),
            terms=terms_of(given.get("contract")),
        ).id


class Move(RetriableMutation):
    class Meta:
        description = "An enterprise leaves its unit for another, under the same contract."
        permission = ("move", "tenancy")
        input = MoveInput
        answer = ("tenancy", TenancyType)
        paths = ON_UNIT | {"NOT_THERE": ("on",), "BEFORE_START": ("on",)}

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        to = key_in(given, "unit", "Unit")
        return moving.move(by=author, tenancy_id=_tenancy(given), to_unit_id=to, on=given.on).id


class MoveOut(RetriableMutation):
    class Meta:
        description = "An enterprise leaves its unit."
        permission = ("move_out", "tenancy")
        input = MoveOutInput
        answer = ("tenancy", TenancyType)
        paths = {"BEFORE_START": ("lastDay",), "NOT_THERE": ("lastDay",), "BEYOND_PARENT": ("lastDay",)}

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return moving.move_out(by=author, tenancy_id=_tenancy(given), last_day=given.last_day).id


class Swap(RetriableMutation):
    class Meta:
        description = "Two enterprises change places. Answers the first one's new tenancy."
        permission = ("swap", "tenancy")
        input = SwapInput
        answer = ("tenancy", TenancyType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        other = key_in(given, "other", "Tenancy")
        return moving.swap(by=author, tenancy_id=_tenancy(given), other_id=other, on=given.on)[0].id


class Renew(RetriableMutation):
    class Meta:
        description = "A new contract for whoever is there."
        permission = ("renew", "tenancy")
        input = RenewInput
        answer = ("tenancy", TenancyType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        tenancy = _tenancy(given)
        terms = terms_of(given.contract)
        if terms is not None:
            moving.renew(by=author, tenancy_id=tenancy, terms=terms)
        return tenancy


class MoveMutations:
    """Moves."""

    move_in = MoveIn.Field()
    move = Move.Field()
    move_out = MoveOut.Field()
    swap = Swap.Field()
    renew = Renew.Field()
