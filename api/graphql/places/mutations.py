"""Walls that go up and come down."""

from typing import Any
from uuid import UUID

import graphene
from django.utils.translation import gettext as _

from api.graphql.base import described
from api.graphql.context import Context
from api.graphql.ids import keys_of
from api.graphql.keeping import in_cm2
from api.graphql.keys import key_in
from api.graphql.mutating import HouseInput
from api.graphql.places.types import UnitType
from api.graphql.retrying import RetriableMutation
from tenants.actions import units
from tenants.acts.authors import Author
from tenants.errors import Refusal
from tenants.rules.visible import shows


class PartInput(graphene.InputObjectType):
    class Meta:
        description = "A unit to be."

    label = graphene.String(required=True, description="Its label, e.g. `1203A`.")
    area_m2 = graphene.Float(description="Its lettable area in m², e.g. `120.5`; null: not measured.")


described("PartInput", PartInput._meta.fields)


def _part(given: Any, *path: str) -> units.Part:
    label = given.label.strip()
    if not shows(label):
        raise Refusal("NAME_MISSING", _("A unit needs a label."), (*path, "label"))
    return units.Part(label=label, lettable_area_cm2=in_cm2(given.get("area_m2"), (*path, "areaM2")))


class SplitUnitInput(HouseInput):
    class Meta:
        description = "Which unit is several from which day."

    unit = graphene.ID(required=True, description="The unit.")
    into = graphene.List(graphene.NonNull(PartInput), required=True, description="What it is from then on.")
    on = graphene.Date(required=True, description="The first day of the new units.")


class MergeUnitsInput(HouseInput):
    class Meta:
        description = "Which units are one from which day."

    units = graphene.List(
        graphene.NonNull(graphene.ID), required=True, description="The units, of one floor."
    )
    into = graphene.InputField(PartInput, required=True, description="What they are from then on.")
    on = graphene.Date(required=True, description="The first day of the new unit.")


class SplitUnit(RetriableMutation):
    class Meta:
        description = "From a day on, a unit is several. Answers the first of them."
        permission = ("split", "unit")
        input = SplitUnitInput
        answer = ("unit", UnitType)
        paths = dict.fromkeys(("LABEL_TAKEN", "AREA_GROWS", "TOO_FEW"), ("into",))

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        into = [_part(part, "into", str(place)) for place, part in enumerate(given.into)]
        return units.split(by=author, unit_id=key_in(given, "unit", "Unit"), into=into, on=given.on)[0].id


class MergeUnits(RetriableMutation):
    class Meta:
        description = "From a day on, several units are one."
        permission = ("merge", "unit")
        input = MergeUnitsInput
        answer = ("unit", UnitType)
        paths = {
            "LABEL_TAKEN": ("into", "label"),
            "AREA_GROWS": ("into", "areaM2"),
            "TOO_FEW": ("units",),
            "OTHER_FLOOR": ("units",),
        }

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        parts = keys_of("Unit", given.units)
        return units.merge(by=author, unit_ids=parts, into=_part(given.into, "into"), on=given.on).id


class PlaceMutations:
    """Walls."""

    split_unit = SplitUnit.Field()
    merge_units = MergeUnits.Field()
