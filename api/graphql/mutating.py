"""What every mutation must declare, and how it runs: one transaction of its own, then the answer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import graphene
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _
from graphene.types.mutation import MutationOptions

from tenants.acts.authors import Author
from tenants.acts.violations import refusal_for
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.permissions import Role, forbidden, reach_of
from tenants.readers import author_for, standing_in

from .base import HouseType, Permission, Undeclared, declared, described
from .context import Context
from .ids import key_of
from .keeping import check_days
from .keys import principal_in
from .user_errors import UserError, told


class AccountInput(graphene.InputObjectType):
    """The one `input` of a mutation that an account does for itself. Describes each of its fields."""

    class Meta:
        abstract = True

    idempotency_key = graphene.ID(
        description="Up to 200 characters, new for each intention: a retry with the same ones is harmless."
    )

    @classmethod
    def __init_subclass_with_meta__(cls, description: str | None = None, **options: Any) -> None:
        if not description:
            raise Undeclared(f"{cls.__name__} needs a description.")
        super().__init_subclass_with_meta__(description=description, **options)
        described(cls.__name__, cls._meta.fields)
        for name, one in cls._meta.fields.items():
            if not isinstance(one, graphene.InputField):  # a Field left out arrives as null
                raise Undeclared(f"{cls.__name__}.{name} is to be a graphene.InputField.")


class HouseInput(AccountInput):
    """The one `input` of a mutation. Says under which mandate."""

    class Meta:
        abstract = True

    acting_as = graphene.ID(
        required=True, description="The mandate under which you act: an id of `me.mandates`."
    )


class StandInInput(HouseInput):
    """The input of a mutation by which something pending goes on: the secretariat may see to it for whoever
    is left without anybody."""

    class Meta:
        abstract = True

    on_behalf_of = graphene.ID(
        description="For the secretariat: whose matter this is, if their last mandate has ended. A principal."
    )


class HouseMutation(graphene.Mutation):
    """A change to the district, asked as `name(input: …): NamePayload`.

    `Meta` declares `description`, `permission` (verb, thing), `input` (a HouseInput; an AccountInput
    where somebody without a mandate may ask), and `answer`:
    (field, HouseType) of the payload; `paths` may say where in the input a code belongs whose refusal
    does not know (the database knows constraints, not inputs). `perform` makes one call into the domain
    and returns the id of the row the payload shows. Runs in a scope of its own, committed before the
    payload is read; a Refusal becomes `errors` and the object null.
    """

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(
        cls,
        description: str | None = None,
        permission: Permission | None = None,
        input: type[AccountInput] | None = None,
        answer: tuple[str, type[HouseType]] | None = None,
        paths: Mapping[str, tuple[str, ...]] | None = None,
        **options: Any,
    ) -> None:
        if not description:
            raise Undeclared(f"{cls.__name__} needs a description.")
        declared(permission, cls.__name__)
        cls.paths = dict(paths or {})
        if input is None or not issubclass(input, AccountInput):
            raise Undeclared(f"{cls.__name__} needs an `input`, a HouseInput or AccountInput.")
        if answer is None:
            raise Undeclared(f"{cls.__name__} needs an `answer`: (field, type).")
        cls.permission, cls.answer, cls.asked = permission, answer, input
        given = {
            "input": graphene.Argument(input, required=True, description="What is to be done, and as whom.")
        }
        super().__init_subclass_with_meta__(
            _meta=MutationOptions(cls),
            description=description,
            output=_payload(cls.__name__, *answer),
            arguments=given,
            resolver=cls.mutate,
            **options,
        )

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        """Do it: one call of an action. `given` is the input (snake_case). Returns the row's id."""
        raise TypeError(f"{cls.__name__} performs nothing")

    @classmethod
    def mutate(cls, root: Any, info: Any, input: Any) -> dict[str, Any]:
        context: Context = info.context
        try:
            check_days(input)
            with scope(context.district):
                context.renew()
                author = cls.author(context, input)
                key = cls.perform(context, author=author, given=input)
        except Refusal as refusal:
            return {"key": None, "errors": [told(refusal, cls.paths)]}
        except DatabaseError as error:  # a lock not had in time, or a rule checked at the commit
            refused = refusal_for(error)
            if refused is None:
                raise
            return {"key": None, "errors": [told(refused, cls.paths)]}
        finally:
            context.renew()
        return {"key": key, "errors": []}

    @classmethod
    def author(cls, context: Context, given: Any) -> Author:
        """Who acts, under the mandate named. Raises Refusal for one that is not theirs, or whose
        role may never do this; whose thing it is, the action asks."""
        if not issubclass(cls.asked, HouseInput):
            return cls._account(context)
        author = author_for(context.reader, key_of("Mandate", given.acting_as))
        if reach_of(Role(author.role), *cls.permission) is None:
            raise forbidden()
        if given.get("on_behalf_of") is not None:
            author = standing_in(author, principal_in(given, "on_behalf_of"))
        return author

    @classmethod
    def _account(cls, context: Context) -> Author:
        account = context.reader.account
        if account is None or not context.may(*cls.permission):
            raise Refusal("FORBIDDEN", _("Sign in first."))
        return Author(role=Role.ACCOUNT, account_id=account.pk)


def _payload(name: str, field: str, answer: type[HouseType]) -> type[graphene.ObjectType]:
    def resolve(payload: dict[str, Any], info: Any) -> Any:
        key = payload["key"]
        return None if key is None else answer.read(info.context, [key]).get(key)

    fields = {
        field: graphene.Field(answer, description="As it is now; null if it was refused.", resolver=resolve),
        "errors": graphene.List(
            graphene.NonNull(UserError),
            required=True,
            description="Why it was refused; empty if it was done.",
        ),
        "Meta": type("Meta", (), {"description": f"What `{name[0].lower()}{name[1:]}` answers."}),
    }
    return type(f"{name}Payload", (graphene.ObjectType,), fields)
