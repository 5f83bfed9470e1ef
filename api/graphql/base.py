"""What every object type of the schema is made of, and what it must declare to exist at all."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import graphene
from django.db.models import Model
from graphene.types.objecttype import ObjectTypeOptions

from tenants.permissions import TABLE

from .context import Context
from .ids import LETTERS, decode, encode
from .peers import by_id, together

Permission = tuple[str, str]
READ_DIRECTORY: Permission = ("read", "directory")


class Undeclared(TypeError):
    """A type, field or mutation without what it must declare."""


class Node(graphene.Interface):
    """Anything with an id that stays the same: what `node(id:)` can answer with."""

    class Meta:
        description = "Anything with an id that stays the same, whatever happens to its name or place."

    id = graphene.ID(
        required=True, description="24 characters, opaque, e.g. `RW4BjQ…`. Good for `node(id:)`."
    )

    @classmethod
    def resolve_type(cls, instance: Any, info: Any) -> Any:
        return TYPE_OF[type(instance)]


class Guarded(graphene.Field):
    """A field for whom its permission allows; null for the others.

    `owner` finds, for a row, the principal its data belong to (for rights on what is one's own).
    """

    def __init__(
        self,
        type_: Any,
        *,
        permission: Permission,
        owner: Callable[[Any], UUID] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(type_, **options)
        declared(permission, self)
        if options.get("required"):
            raise Undeclared("A guarded field is null for some, so it cannot be required.")
        self.permission, self.owner = permission, owner

    def wrap_resolve(self, parent_resolver: Any) -> Any:
        resolve = super().wrap_resolve(parent_resolver)
        verb, thing = self.permission
        owner = self.owner

        def guarded(row: Any, info: Any, **args: Any) -> Any:
            if not info.context.may(verb, thing, owner(row) if owner else None):
                return None
            return resolve(row, info, **args)

        return guarded


class HouseTypeOptions(ObjectTypeOptions):
    permission: Permission | None = None
    model: type[Model] | None = None


class HouseType(graphene.ObjectType):
    """An object type: described field by field, with a permission to be read at all.

    `Meta.model` makes it a `Node`: rows of that model are of this type, and `read` finds them.
    `Meta.permission` (verb, thing) is asked before one is given out by its id.
    """

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(
        cls,
        permission: Permission | None = None,
        model: type[Model] | None = None,
        description: str | None = None,
        interfaces: Iterable[Any] = (),
        _meta: Any = None,
        **options: Any,
    ) -> None:
        if not description:
            raise Undeclared(f"{cls.__name__} needs a description.")
        declared(permission, cls)
        _meta = _meta or HouseTypeOptions(cls)
        _meta.permission, _meta.model = permission, model
        if model is not None:
            interfaces = (*interfaces, Node)
        super().__init_subclass_with_meta__(
            _meta=_meta, description=description, interfaces=interfaces, **options
        )
        described(cls.__name__, cls._meta.fields)
        if model is not None:
            if cls._meta.name not in LETTERS:
                raise Undeclared(f"{cls._meta.name} has no letters in ids.LETTERS.")
            TYPE_OF[model] = cls
            BY_NAME[cls._meta.name] = cls

    def resolve_id(row: Any, info: Any) -> str:
        return encode(TYPE_OF[type(row)]._meta.name, row.pk)

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Rows by id, as far as the reader may know of them. Types with rules of their own override."""
        if not context.may(*cls._meta.permission):
            return {}
        return by_id(cls._meta.model._default_manager.all(), ids)


TYPE_OF: dict[type[Model], type[HouseType]] = {}
BY_NAME: dict[str, type[HouseType]] = {}


def find(context: Context, texts: list[str]) -> list[Any]:
    """The rows behind ids, in their order; None for what is malformed, unknown, another district's
    or not for this reader, all alike. One statement per type that is asked for."""
    wanted = [decode(text) for text in texts]
    by_type: dict[str, list[UUID]] = {}
    for one in wanted:
        if one:
            by_type.setdefault(one[0], []).append(one[1])
    found = {name: BY_NAME[name].read(context, ids) for name, ids in by_type.items() if name in BY_NAME}
    for rows in found.values():
        together(rows.values())
    return [found.get(one[0], {}).get(one[1]) if one else None for one in wanted]


def declared(permission: Permission | None, by: Any) -> None:
    """Raises Undeclared unless the permission is one that the table knows."""
    if permission is None:
        raise Undeclared(f"{by} needs a permission: (verb, thing).")
    if not any((verb, thing) == permission for _role, verb, thing in TABLE):
        raise Undeclared(f"{by}: nobody may {permission[0]} {permission[1]}; see tenants/permissions.py.")


def described(owner: str, fields: dict[str, Any]) -> None:
    """Raises Undeclared for a field or argument that says nothing about itself."""
    for name, one in fields.items():
        if not one.description:
            raise Undeclared(f"{owner}.{name} needs a description.")
        for argument, given in getattr(one, "args", {}).items():
            if not given.description:
                raise Undeclared(f"{owner}.{name}({argument}:) needs a description.")
