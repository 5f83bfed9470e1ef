from datetime import date
from typing import Any

import graphene

from alliance.branches.selectors.advice import advice_for
from alliance.branches.selectors.coverage import covering, uncovered_buildings, uncovered_enterprises
from alliance.branches.selectors.organisations import Criteria, in_district, matching, visible
from api.graphql.base import described
from api.graphql.connections import Page, Wanted, page_arguments
from api.graphql.ids import keys_of
from api.graphql.keyset import Order
from api.graphql.peers import by_id, load, together
from api.graphql.places.types import AS_OF, BuildingType

from .advice import LATEST, AdviceConnection
from .dated import READ
from .enums import AdviceState, CoverageKind, OrganisationKind
from .types import PartyOrganisationConnection, PartyOrganisationType

BY_NAME = Order("party-organisation-name", ("sort_key", "id"))
UNCOVERED = Order("uncovered-name", ("sort_key", "id"))
GAPS = ("read", "coverage.gaps")


class PartyOrganisationFilter(graphene.InputObjectType):
    class Meta:
        description = "All that is given must hold; of a list, any one. An empty list matches nothing."

    kinds = graphene.List(graphene.NonNull(OrganisationKind), description="Of one of these kinds.")
    buildings = graphene.List(graphene.NonNull(graphene.ID), description="Over one of these buildings today.")
    superiors = graphene.List(graphene.NonNull(graphene.ID), description="Directly below one of these.")
    standing = graphene.Boolean(description="Only those that stand today, or (`false`) only the others.")


described("PartyOrganisationFilter", PartyOrganisationFilter._meta.fields)


def criteria_of(given: Any) -> Criteria:
    """The filter as the domain knows it."""
    wanted: dict[str, Any] = {}
    if given.get("kinds") is not None:
        wanted["kinds"] = [kind.value for kind in given["kinds"]]
    for name, kind in (("buildings", "Building"), ("superiors", "PartyOrganisation")):
        if given.get(name) is not None:
            wanted[name] = keys_of(kind, given[name])
    return Criteria(standing=given.get("standing"), **wanted)


class BranchQueries:
    """Root fields about Party organisations. Null to whom they are not shown."""

    party_organisations = graphene.Field(
        PartyOrganisationConnection,
        **page_arguments(),
        filter=graphene.Argument(PartyOrganisationFilter, description="Which of them."),
        description="The district's Party organisations, by the pinyin of their names. For mandate holders.",
    )
    uncovered_enterprises = graphene.Field(
        "api.graphql.enterprises.types.EnterpriseConnection",
        as_of=AS_OF,
        kind=graphene.Argument(CoverageKind, description="Not covered in this way. Left out: in no way."),
        buildings=graphene.Argument(
            graphene.List(graphene.NonNull(graphene.ID)), description="There in one of these buildings."
        ),
        **page_arguments(),
        description="Who is present on a day and covered by no Party organisation (未覆盖), by name.",
    )
    uncovered_buildings = graphene.List(
        graphene.NonNull(BuildingType),
        as_of=AS_OF,
        description="The buildings that no Party organisation is formed over on a day.",
    )
    advice = graphene.Field(
        AdviceConnection,
        states=graphene.Argument(
            graphene.List(graphene.NonNull(AdviceState)), description="In one of these states. Left out: any."
        ),
        **page_arguments(),
        description="Advice about enterprises that moved, as far as it concerns you, the latest first.",
    )

    def resolve_party_organisations(root: Any, info: Any, filter: Any = None, **page: Any) -> Page | None:
        context = info.context
        if not context.may(*READ):
            return None
        rows = visible(context.reader).filter(matching(criteria_of(filter or {}), context.today))
        return Page(rows, BY_NAME, Wanted(**page))

    def resolve_uncovered_enterprises(
        root: Any, info: Any, as_of: date | None = None, kind: Any = None, buildings: Any = None, **page: Any
    ) -> Page | None:
        context = info.context
        day = context.day(as_of)
        if not context.may(*GAPS):
            return None
        rows = uncovered_enterprises(
            context.reader,
            day,
            kind=kind.value if kind else None,
            buildings=None if buildings is None else keys_of("Building", buildings),
        )
        return Page(rows, UNCOVERED, Wanted(**page))

    def resolve_uncovered_buildings(root: Any, info: Any, as_of: date | None = None) -> list[Any] | None:
        day = info.context.day(as_of)
        return together(uncovered_buildings(info.context.reader, day)) if info.context.may(*GAPS) else None

    def resolve_advice(root: Any, info: Any, states: Any = None, **page: Any) -> Page | None:
        reader = info.context.reader
        if not reader.mandates:
            return None
        rows = advice_for(reader)
        if states is not None:
            rows = rows.filter(state__in=[state.value for state in states])
        return Page(rows, LATEST, Wanted(**page))


def branch_of_enterprise() -> graphene.Field:
    """The field `branch` of an enterprise: null to whom Party organisations are not shown."""

    def resolve(enterprise: Any, info: Any, as_of: date | None = None) -> Any:
        day = info.context.day(as_of)
        if not info.context.may(*READ):
            return None

        def read(rows: list[Any]) -> dict[Any, Any]:
            over = covering([row.pk for row in rows], day)
            known = by_id(in_district(), set(over.values()))
            return {enterprise_id: known[key] for enterprise_id, key in over.items()}

        return load(enterprise, ("branch", day), read)

    return graphene.Field(
        PartyOrganisationType,
        as_of=AS_OF,
        description="The Party organisation that covers it on that day. For mandate holders.",
        resolver=resolve,
    )
