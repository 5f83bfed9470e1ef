"""What an organisation has for a time, or did on a day: coverage, terms, offices, papers, counts."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.branches.models import Approval, Coverage, HeadCount, Milestone, OfficeHolder, Term
from api.graphql.base import HouseType
from api.graphql.connections import connection_of
from api.graphql.context import Context
from api.graphql.peers import follow, load
from api.graphql.tenancies.types import last_day
from tenants.isolation.scope import current_district_id

from .enums import CoverageKind, MilestoneKind, OfficeTitle

READ = ("read", "party_organisation")
COUNTS = ("read", "party_organisation.counts")
ORGANISATION = "api.graphql.branches.types.PartyOrganisationType"


class ApprovalType(HouseType):
    class Meta:
        name = "Approval"
        model = Approval
        permission = READ
        description = "A reply from above (批复), by which a founding, a term or an extension is valid."

    number = graphene.String(required=True, description="Its number (文号), e.g. `李营党发〔2026〕12号`.")
    on = graphene.Date(required=True, description="Its date.")
    issuer = graphene.String(required=True, description="Who issued it, e.g. 李营街道党工委.")
    file_name = graphene.String(description="What its file is called, if there is one.")

    def resolve_file_name(approval: Any, info: Any) -> str | None:
        return load(approval, "file_name", _file_names)


def _file_names(approvals: list[Any]) -> dict[UUID, str]:
    """Not by following the key, which would read the files themselves."""
    rows = Approval.objects.filter(
        district=current_district_id(), pk__in=[row.pk for row in approvals], file__isnull=False
    )
    return dict(rows.values_list("pk", "file__name"))


class CoverageType(HouseType):
    class Meta:
        name = "Coverage"
        model = Coverage
        permission = READ
        description = "A Party organisation covers an enterprise (覆盖), from a day to a day."

    organisation = graphene.Field(ORGANISATION, required=True, description="Which covers.")
    enterprise = graphene.Field(
        "api.graphql.enterprises.types.EnterpriseType", required=True, description="Who is covered."
    )
    kind = CoverageKind(required=True, description="In which way.")
    since = graphene.Date(description="The first day; null: nobody knows.")
    until = graphene.Date(description="The last day, included; null: open.")

    def resolve_organisation(coverage: Any, info: Any) -> Any:
        return follow(coverage, "organisation")

    def resolve_enterprise(coverage: Any, info: Any) -> Any:
        return follow(coverage, "enterprise")

    def resolve_since(coverage: Any, info: Any) -> Any:
        return coverage.starts

    def resolve_until(coverage: Any, info: Any) -> Any:
        return last_day(coverage.ends)


CoverageConnection = connection_of(CoverageType, "Coverage", "coverages")


class TermType(HouseType):
    class Meta:
        name = "Term"
        model = Term
        permission = READ
        description = "A term of office (届)."

    number = graphene.Int(required=True, description="Which one, counted from 1.")
    since = graphene.Date(required=True, description="Its first day.")
    until = graphene.Date(required=True, description="Its last day, included.")
    elected_on = graphene.Date(description="When it was elected.")
    approval = graphene.Field(ApprovalType, description="The paper about the election's outcome.")

    def resolve_since(term: Any, info: Any) -> Any:
        return term.starts

    def resolve_until(term: Any, info: Any) -> Any:
        return last_day(term.ends)

    def resolve_approval(term: Any, info: Any) -> Any:
        return follow(term, "approval")


class OfficeHolderType(HouseType):
    class Meta:
        name = "OfficeHolder"
        model = OfficeHolder
        permission = READ
        description = "Who holds an office, as the organisation's public board names them."

    title = OfficeTitle(required=True, description="The office.")
    portfolio = graphene.String(description="What for, e.g. 组织委员; null if nothing is said.")
    name = graphene.String(required=True, description="As the public board shows it.")
    term = graphene.Field(TermType, description="In which term, if that is known.")
    since = graphene.Date(description="The first day; null: nobody knows.")
    until = graphene.Date(description="The last day, included; null: open.")

    def resolve_portfolio(holder: Any, info: Any) -> str | None:
        return holder.portfolio or None

    def resolve_term(holder: Any, info: Any) -> Any:
        return follow(holder, "term")

    def resolve_since(holder: Any, info: Any) -> Any:
        return holder.starts

    def resolve_until(holder: Any, info: Any) -> Any:
        return last_day(holder.ends)


class MilestoneType(HouseType):
    class Meta:
        name = "Milestone"
        model = Milestone
        permission = READ
        description = "An act in the life of a Party organisation, with its date and paper."

    kind = MilestoneKind(required=True, description="What happened.")
    on = graphene.Date(required=True, description="When.")
    approval = graphene.Field(ApprovalType, description="Its paper, if there is one.")
    other = graphene.Field(ORGANISATION, description="With which other organisation, if with one.")
    note = graphene.String(description="What else was said.")

    def resolve_approval(milestone: Any, info: Any) -> Any:
        return follow(milestone, "approval")

    def resolve_other(milestone: Any, info: Any) -> Any:
        return follow(milestone, "other")

    def resolve_note(milestone: Any, info: Any) -> str | None:
        return milestone.note or None


class HeadCountType(HouseType):
    class Meta:
        name = "HeadCount"
        model = HeadCount
        permission = COUNTS
        description = "How many members an organisation had on a day. Who they are is never kept."

    on = graphene.Date(required=True, description="The day.")
    formal = graphene.Int(required=True, description="Formal members (正式党员).")
    probationary = graphene.Int(required=True, description="Probationary members (预备党员).")

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those of organisations whose counts concern the reader."""
        rows = HeadCount.objects.filter(district=context.district.id, pk__in=list(ids))
        return {row.pk: row for row in rows if context.may(*COUNTS, row.organisation_id)}
