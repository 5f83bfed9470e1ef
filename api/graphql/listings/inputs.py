"""What people say of a listing, and how the domain understands it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from django.utils.translation import gettext as _

from alliance.resources.models import Audience, ListingCategory
from alliance.resources.rules import PartTerms, tidy_tags
from api.graphql.base import described
from api.graphql.ids import key_of
from api.graphql.keys import optional_key_in
from api.graphql.mutating import HouseInput
from tenants.errors import NotFound

from .enums import AudienceKind
from .enums import ListingCategory as CategoryEnum
from .windows import ListingWindowInput, window_of

TEXTS = ("description", "measure", "price", "place", "sharing_terms", "title")


class AudienceInput(graphene.InputObjectType):
    class Meta:
        description = "Who may see a listing."

    kind = AudienceKind(
        required=True, description="Everybody, the district, or enterprises and others who are named."
    )
    enterprises = graphene.List(
        graphene.NonNull(graphene.ID), description="Who, besides you; with `NAMED`, and only then."
    )
    principals = graphene.List(
        graphene.NonNull(graphene.ID),
        description="Who else, by the ids of their `Principal`: Party organisations, offices.",
    )


class ProjectPartInput(graphene.InputObjectType):
    class Meta:
        description = "What may be claimed of a project."

    id = graphene.ID(
        description="A part that is there already, when a project is changed; left out: a new one."
    )
    title = graphene.String(required=True, description="One line, up to 120 characters, e.g. 志愿者.")
    quantity = graphene.Float(
        description="How much or how many: more than 0, three decimals at most. Default 1."
    )
    measure = graphene.String(description="Of what the quantity is a number, e.g. 人.")
    due = graphene.Date(description="The last day on which it should be done.")


for one in (AudienceInput, ProjectPartInput):
    described(one.__name__, one._meta.fields)


class ListingTerms(HouseInput):
    """What is said of a listing. Left out of a change: stays as it is; null: there is none."""

    class Meta:
        abstract = True

    description = graphene.String(description="The rest of the story, up to 5,000 characters.")
    quantity = graphene.Float(description="How much or how many: more than 0, three decimals at most.")
    measure = graphene.String(description="Of what the quantity is a number, up to 20 characters.")
    price = graphene.String(description="In words, up to 120 characters.")
    tags = graphene.List(graphene.NonNull(graphene.String), description="Words to be found by, up to 10.")
    available_from = graphene.Date(description="The first day. Null: from now on.")
    available_until = graphene.Date(description="The last day, included. Null: until it is closed.")
    audience = graphene.InputField(AudienceInput, description="Who may see it. Default: everybody.")
    category = CategoryEnum(description="What kind of thing it is. Default `OTHER`.")
    unit = graphene.ID(description="Where it is, if not where your enterprise is: a unit of this district.")
    place = graphene.String(
        description="Where it is, in words, up to 120 characters; instead of `unit`, where neither is right."
    )
    sharing_terms = graphene.String(description="On what terms it is shared, up to 500 characters.")
    windows = graphene.List(
        graphene.NonNull(ListingWindowInput), description="When within its days, up to 14. None: at any time."
    )
    files = graphene.List(
        graphene.NonNull(graphene.ID), description="Files that you handed in, up to 10, in this order."
    )
    parts = graphene.List(
        graphene.NonNull(ProjectPartInput),
        description="Of a project: what may be claimed, up to 100, in this order. In a change, a part "
        "that is not named goes, unless somebody claimed of it.",
    )


def said(given: Any) -> dict[str, Any]:
    """What the input says of a listing, as fields of `Terms`; only what it mentions."""
    terms: dict[str, Any] = {name: given[name] or "" for name in TEXTS if name in given}
    if "quantity" in given:
        terms["quantity"] = amount(given["quantity"])
    if "tags" in given:
        terms["tags"] = tidy_tags(given["tags"] or ())
    if "available_from" in given:
        terms["starts"] = given["available_from"]
    if "available_until" in given:
        terms["last_day"] = given["available_until"]
    if "audience" in given:
        terms |= _audience(given["audience"])
    if "category" in given:
        category = given["category"]
        terms["category"] = ListingCategory(category.value) if category else ListingCategory.OTHER
    if "unit" in given:
        terms["unit"] = optional_key_in(given, "unit", "Unit")
    if "is_draft" in given:
        terms["is_draft"] = bool(given["is_draft"])
    if "windows" in given:
        terms["windows"] = tuple(window_of(one) for one in given["windows"] or ())
    if "files" in given:
        message = _("There is no such file of yours.")
        terms["files"] = _keys("File", given["files"], ("files",), message)
    if "parts" in given:
        terms["parts"] = tuple(_part(one, place) for place, one in enumerate(given["parts"] or ()))
    return terms


def amount(given: float | None) -> Decimal | None:
    return None if given is None else Decimal(str(given))


def _audience(given: Any) -> dict[str, Any]:
    """An enterprise shares its id with the principal it acts as."""
    if not given:
        return {"audience": Audience.PUBLIC, "named": frozenset(), "principals": frozenset()}
    enterprises, others = given.get("enterprises"), given.get("principals")
    path, nobody = ("audience", "enterprises"), _("There is no such enterprise.")
    named = _keys("Enterprise", enterprises, path, nobody)
    path, nobody = ("audience", "principals"), _("There is nobody of this kind here.")
    return {
        "audience": Audience(given.kind.value),
        "named": frozenset(named),
        "principals": frozenset(_keys("Principal", others, path, nobody)),
    }


def _part(given: Any, place: int) -> PartTerms:
    known = None
    if given.get("id"):
        message = _("There is no such part.")
        known = key_of("ProjectPart", given["id"])
        if known is None:
            raise NotFound(message, ("parts", str(place), "id"))
    quantity = amount(given.get("quantity"))
    return PartTerms(
        id=known,
        title=given.title,
        quantity=Decimal(1) if quantity is None else quantity,
        measure=given.get("measure") or "",
        due=given.get("due"),
    )


def _keys(kind: str, texts: Any, path: tuple[str, ...], message: str) -> tuple[UUID, ...]:
    found = []
    for place, text in enumerate(texts or ()):
        key = key_of(kind, text)
        if key is None:
            raise NotFound(message, (*path, str(place)))
        found.append(key)
    return tuple(found)
