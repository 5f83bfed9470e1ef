"""What people say of Party organisations. All last days are included."""

from typing import Any
from uuid import UUID

import graphene
from django.utils.translation import gettext as _

from alliance.branches.rules.papers import Paper
from api.graphql.base import described
from api.graphql.ids import decode, key_of
from api.graphql.mutating import HouseInput
from tenants.errors import NotFound

VERSION = "Refuse with `VERSION_CHANGED` if it is at another one by now."


class ApprovalInput(graphene.InputObjectType):
    class Meta:
        description = "A paper (批复). The same number of the same issuer is the same paper."

    number = graphene.String(required=True, description="Its number (文号).")
    on = graphene.Date(required=True, description="Its date.")
    issuer = graphene.String(required=True, description="Who issued it.")
    file = graphene.ID(description="Its file, handed in before by whom you act as.")


described("ApprovalInput", ApprovalInput._meta.fields)


class OrganisationInput(HouseInput):
    """About one organisation, perhaps only as it was seen."""

    class Meta:
        abstract = True

    organisation = graphene.ID(required=True, description="The Party organisation.")
    expected_version = graphene.Int(description=VERSION)


class WithPaper(HouseInput):
    """An act that has a paper."""

    class Meta:
        abstract = True

    approval = graphene.InputField(ApprovalInput, description="The paper about it.")
    note = graphene.String(description="What else is to be said, up to 500 characters.")
    expected_version = graphene.Int(description=VERSION)


def paper_in(given: Any) -> Paper | None:
    """The paper as the action takes it; None where none is given. Raises NotFound for a file that is none."""
    said = given.get("approval")
    if said is None:
        return None
    file_id = None
    if said.get("file"):
        # Which file it is, the action asks; whatever else has an id is no file.
        known = decode(said["file"])
        if known is None:
            raise NotFound(_("There is no such file."), ("approval", "file"))
        file_id = known[1]
    return Paper(number=said.number, on=said.on, issuer=said.issuer, file_id=file_id)


def keys_in(given: Any, field: str, type_name: str) -> tuple[UUID, ...]:
    """The keys of a list of ids. Raises NotFound at the one that is none."""
    found = []
    for place, text in enumerate(given.get(field) or ()):
        key = key_of(type_name, text)
        if key is None:
            raise NotFound(_("There is no such thing here."), (field, str(place)))
        found.append(key)
    return tuple(found)
