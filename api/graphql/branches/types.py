from datetime import date
from typing import Any
from uuid import UUID

import graphene

from alliance.branches.models import (
    Approval,
    HeadCount,
    Milestone,
    OfficeHolder,
    PartyOrganisation,
    Term,
)
from alliance.branches.rules.founding import DISSOLVED, stage_of, state_on
from alliance.branches.rules.warnings import warnings_of
from alliance.branches.selectors.coverage import coverages_on
from alliance.branches.selectors.facts import facts_of
from alliance.branches.selectors.organisations import buildings_on
from alliance.ratings.models import StarRating
from api.graphql.base import Guarded, HouseType
from api.graphql.connections import Wanted, connection_of, page_arguments
from api.graphql.keyset import Order
from api.graphql.nested import NestedPage
from api.graphql.peers import by_id, follow, listed, load
from api.graphql.places.types import AS_OF, BuildingType
from api.graphql.ratings.types import StarRatingType, ratings_of, stars_of
from tenants.isolation.scope import current_district_id
from tenants.models import Building
from tenants.selectors.occupancy import on_day

from .dated import (
    COUNTS,
    READ,
    ApprovalType,
    CoverageConnection,
    HeadCountType,
    MilestoneType,
    OfficeHolderType,
    TermType,
)
from .doings import activities_of, exchanges_of, projects_of
from .enums import CoverageKind, FoundingStep, OrganisationKind, OrganisationState, WarningCode

BY_NAME_COVERED = Order("covered", ("enterprise__sort_key", "id"))


class WarningType(HouseType):
    class Meta:
        name = "PartyOrganisationWarning"
        permission = COUNTS
        description = "Where an organisation is other than the regulation says it generally is."

    code = WarningCode(required=True, description="For programs.")
    message = graphene.String(required=True, description="For people, with its source, in their language.")
    source = graphene.String(
        required=True,
        description="Where the regulation says so, e.g. `《中国共产党支部工作条例（试行）》第五条`.",
    )


class PartyOrganisationType(HouseType):
    class Meta:
        name = "PartyOrganisation"
        model = PartyOrganisation
        permission = READ
        description = (
            "A Party organisation (党组织), e.g. a joint branch over a building. For mandate holders. "
            "Of its members only counts are kept."
        )

    name = graphene.String(required=True, description="Its name, e.g. 中德广场A座联合党支部.")
    kind = OrganisationKind(required=True, description="What kind it is.")
    superior = graphene.Field(lambda: PartyOrganisationType, description="Its superior in the district.")
    superior_name = graphene.String(description="Its superior's name, in the district or outside of it.")
    inferiors = graphene.List(
        graphene.NonNull(lambda: PartyOrganisationType),
        required=True,
        description="Whoever stands below it, by name.",
    )
    state = OrganisationState(required=True, description="How it stands with it today.")
    stage = FoundingStep(description="The last step of its founding that has been recorded; null: none.")
    papers_unknown = graphene.Boolean(
        required=True, description="Whether it was recorded as standing, without papers that we have."
    )
    requested_on = graphene.Date(description="When it was asked for (请示).")
    approved_on = graphene.Date(description="When it was approved (批复).")
    approval = graphene.Field(ApprovalType, description="The paper by which it was founded.")
    elected_on = graphene.Date(description="When the outcome of its first election was known.")
    sign_on = graphene.Date(description="When its sign went up (挂牌).")
    dissolved_on = graphene.Date(description="The first day on which it is no longer.")
    description = graphene.String(description="What it says about itself; null if nothing.")
    buildings = graphene.List(
        graphene.NonNull(BuildingType), as_of=AS_OF, description="The buildings it is over on that day."
    )
    covered = graphene.Field(
        CoverageConnection,
        as_of=AS_OF,
        kind=graphene.Argument(CoverageKind, description="Only those covered in this way."),
        **page_arguments(backward=False),
        description="Whom it covers on that day, by the pinyin of their names.",
    )
    office_holders = graphene.List(
        graphene.NonNull(OfficeHolderType),
        as_of=AS_OF,
        description="Who holds its offices on that day: secretary, deputies, members.",
    )
    terms = graphene.List(
        graphene.NonNull(TermType), required=True, description="Its terms of office, the latest first."
    )
    milestones = graphene.List(
        graphene.NonNull(MilestoneType), required=True, description="What happened to it, the oldest first."
    )
    approvals = graphene.List(
        graphene.NonNull(ApprovalType), required=True, description="All its papers, the oldest first."
    )
    head_counts = Guarded(
        graphene.List(graphene.NonNull(HeadCountType)),
        permission=COUNTS,
        owner=lambda organisation: organisation.pk,
        description="Its counts, the latest first. For its secretary, secretariat and sub-district.",
    )
    warnings = Guarded(
        graphene.List(graphene.NonNull(WarningType)),
        permission=COUNTS,
        owner=lambda organisation: organisation.pk,
        description="What to look at. For its secretary, the secretariat and the sub-district.",
    )
    stars = graphene.Field(
        StarRatingType, as_of=AS_OF, description="Its published rating on that day, if it has one."
    )
    star_ratings = graphene.List(
        graphene.NonNull(StarRatingType), required=True, description="All its ratings, the latest first."
    )
    projects = projects_of()
    activities = activities_of()
    gave = exchanges_of("giver_id", "What it gave: exchanges that took place, the latest first.")
    received = exchanges_of("taker_id", "What it received: exchanges that took place, the latest first.")
    updated_at = graphene.DateTime(required=True, description="When anything of it last changed.")
    version = graphene.Int(required=True, description="Counts changes; for `expectedVersion`.")

    def resolve_superior(organisation: Any, info: Any) -> Any:
        return follow(organisation, "superior")

    def resolve_superior_name(organisation: Any, info: Any) -> str | None:
        superior = follow(organisation, "superior")
        return superior.name if superior else organisation.superior_name or None

    def resolve_inferiors(organisation: Any, info: Any) -> list[Any]:
        return _own(organisation, "inferiors", PartyOrganisation, ("sort_key", "id"), "superior")

    def resolve_state(organisation: Any, info: Any) -> str:
        return state_on(organisation, info.context.today)

    def resolve_stage(organisation: Any, info: Any) -> str | None:
        step = stage_of(organisation)
        return step.value if step else None

    def resolve_approval(organisation: Any, info: Any) -> Any:
        return follow(organisation, "approval")

    def resolve_description(organisation: Any, info: Any) -> str | None:
        return organisation.description or None

    def resolve_buildings(organisation: Any, info: Any, as_of: date | None = None) -> list[Building]:
        day = info.context.day(as_of)

        def read(rows: list[Any]) -> dict[UUID, list[Building]]:
            links = buildings_on(day).filter(organisation__in=[row.pk for row in rows])
            pairs = list(
                links.order_by("building__ordinal", "building").values_list("organisation_id", "building_id")
            )
            known = by_id(Building.objects.all(), {building for _organisation, building in pairs})
            found: dict[UUID, list[Building]] = {}
            for one, building in pairs:
                found.setdefault(one, []).append(known[building])
            return found

        return load(organisation, ("buildings", day), read, [])

    def resolve_covered(
        organisation: Any, info: Any, as_of: date | None = None, kind: Any = None, **page: Any
    ) -> NestedPage:
        day = info.context.day(as_of)

        def rows() -> Any:
            covered = coverages_on(day).select_related("enterprise")
            return covered.filter(kind=kind.value) if kind else covered

        return NestedPage(
            organisation,
            ("covered", day, kind.value if kind else None),
            rows,
            owner="organisation_id",
            order=BY_NAME_COVERED,
            wanted=Wanted(**page),
        )

    def resolve_office_holders(organisation: Any, info: Any, as_of: date | None = None) -> list[Any]:
        day = info.context.day(as_of)
        rank = {"SECRETARY": 0, "DEPUTY_SECRETARY": 1, "MEMBER": 2}
        found = _own(organisation, ("holders", day), OfficeHolder, ("starts", "id"), condition=on_day(day))
        return sorted(found, key=lambda holder: rank[holder.title])

    def resolve_terms(organisation: Any, info: Any) -> list[Any]:
        return _own(organisation, "terms", Term, ("-starts", "id"))

    def resolve_milestones(organisation: Any, info: Any) -> list[Any]:
        return _own(organisation, "milestones", Milestone, ("on", "at", "id"))

    def resolve_approvals(organisation: Any, info: Any) -> list[Any]:
        ids = {organisation.approval_id}
        ids |= {row.approval_id for row in _own(organisation, "terms", Term, ("-starts", "id"))}
        ids |= {row.approval_id for row in _own(organisation, "milestones", Milestone, ("on", "at", "id"))}
        known = load(organisation, "approvals", _papers, {})
        return sorted((known[one] for one in ids if one), key=lambda paper: (paper.on, paper.pk))

    def resolve_head_counts(organisation: Any, info: Any) -> list[Any]:
        return _own(organisation, "counts", HeadCount, ("-on", "id"))

    def resolve_warnings(organisation: Any, info: Any) -> list[Any]:
        day = info.context.today
        if state_on(organisation, day) == DISSOLVED:
            return []
        return warnings_of(load(organisation, ("facts", day), lambda rows: facts_of(rows, day)))

    def resolve_stars(organisation: Any, info: Any, as_of: date | None = None) -> StarRating | None:
        return stars_of(organisation, info.context, info.context.day(as_of))

    def resolve_star_ratings(organisation: Any, info: Any) -> list[StarRating]:
        return ratings_of(organisation, info.context)


PartyOrganisationConnection = connection_of(PartyOrganisationType, "PartyOrganisation", "Party organisations")


def _own(
    organisation: Any,
    what: Any,
    model: Any,
    order: tuple[str, ...],
    owner: str = "organisation",
    condition: Any = None,
) -> list[Any]:
    """Rows of a model that belong to an organisation, read for all its peers at once."""

    def read(rows: list[Any]) -> dict[UUID, list[Any]]:
        mine = {f"{owner}__in": [row.pk for row in rows]}
        found = model.objects.filter(district=current_district_id(), **mine)
        if condition is not None:
            found = found.filter(condition)
        return listed(found.order_by(*order), f"{owner}_id")

    return load(organisation, what, read, [])


def _papers(organisations: list[Any]) -> dict[UUID, dict[UUID, Approval]]:
    keys = [row.pk for row in organisations]
    ids = {row.approval_id for row in organisations}
    for model in (Term, Milestone):
        rows = model.objects.filter(district=current_district_id(), organisation__in=keys)
        ids |= set(rows.values_list("approval_id", flat=True))
    known = by_id(Approval.objects.all(), ids - {None})
    return dict.fromkeys(keys, known)
