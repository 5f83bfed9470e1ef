"""What people say when somebody moves. All last days are included."""

from typing import Any

import graphene

from api.graphql.base import described
from api.graphql.keeping import in_cm2
from api.graphql.mutating import HouseInput
from tenants.actions.moving import Terms


class ContractInput(graphene.InputObjectType):
    class Meta:
        description = "What was signed."

    number = graphene.String(description="Its number, e.g. `ZD-2026-017`.")
    since = graphene.Date(description="Its first day, e.g. `2026-04-01`.")
    until = graphene.Date(description="Its last day, included, e.g. `2029-03-31`; null: open.")
    area_m2 = graphene.Float(description="The lettable area signed for, in m², e.g. `240.5`.")


described("ContractInput", ContractInput._meta.fields)


def terms_of(given: Any) -> Terms | None:
    """The contract as the action takes it, areas in cm²; None where none is given."""
    if given is None:
        return None
    return Terms(
        number=given.get("number") or "",
        starts=given.get("since"),
        last_day=given.get("until"),
        lettable_area_cm2=in_cm2(given.get("area_m2"), ("contract", "areaM2")),
    )


class MoveInInput(HouseInput):
    class Meta:
        description = "Who begins to be where."

    enterprise = graphene.ID(required=True, description="The enterprise.")
    unit = graphene.ID(required=True, description="The unit.")
    since = graphene.Date(description="The first day; null: nobody knows.")
    until = graphene.Date(description="The last day, included; null: open.")
    shared = graphene.Boolean(description="Whether others share the unit (合租、集群注册). Default: no.")
    sublet_of = graphene.ID(description="The tenancy it is let from, if it is a sublet.")
    contract = graphene.InputField(ContractInput, description="What was signed, if anything was.")


class MoveInput(HouseInput):
    class Meta:
        description = "Which tenancy goes where."

    tenancy = graphene.ID(required=True, description="The tenancy that ends.")
    unit = graphene.ID(required=True, description="The unit it goes on in.")
    on = graphene.Date(required=True, description="The first day on the new unit.")


class MoveOutInput(HouseInput):
    class Meta:
        description = "Which tenancy ends, and when."

    tenancy = graphene.ID(required=True, description="The tenancy.")
    last_day = graphene.Date(required=True, description="The last day there, included.")


class SwapInput(HouseInput):
    class Meta:
        description = "Which two change places."

    tenancy = graphene.ID(required=True, description="The one tenancy.")
    other = graphene.ID(required=True, description="The other tenancy.")
    on = graphene.Date(required=True, description="The first day on the other's unit.")


class RenewInput(HouseInput):
    class Meta:
        description = "What was signed anew."

    tenancy = graphene.ID(required=True, description="The tenancy; all under the same contract go along.")
    contract = graphene.InputField(ContractInput, required=True, description="The new contract.")
