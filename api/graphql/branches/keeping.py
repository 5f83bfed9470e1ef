"""Mutations of what a secretary keeps: covered enterprises, counts, office-holders; and advice settled."""

from typing import Any
from uuid import UUID

import graphene

from alliance.branches.actions.advising import settle_advice
from alliance.branches.actions.counting import set_head_count
from alliance.branches.actions.covering import cover, uncover
from alliance.branches.actions.offices import name_office_holder, relieve_office_holder
from alliance.branches.models import CoverageKind as StoredCoverageKind
from api.graphql.context import Context
from api.graphql.keys import key_in, optional_key_in
from api.graphql.mutating import HouseInput
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author

from .advice import AdviceType
from .enums import CoverageKind, OfficeTitle
from .founding import ANSWER
from .inputs import VERSION, OrganisationInput, keys_in

KEEP = ("keep", "party_organisation")


class CoverEnterprisesInput(OrganisationInput):
    class Meta:
        description = "Whom an organisation covers from a day on."

    enterprises = graphene.List(
        graphene.NonNull(graphene.ID), required=True, description="The enterprises, at most 200."
    )
    kind = CoverageKind(description="In which way. Default: `ORGANISATION`.")
    since = graphene.Date(description="The first day; null: nobody knows.")


class UncoverEnterpriseInput(HouseInput):
    class Meta:
        description = "Which coverage ends, and when."

    coverage = graphene.ID(required=True, description="The coverage.")
    last_day = graphene.Date(required=True, description="Its last day, included.")
    expected_version = graphene.Int(description=VERSION)


class SetHeadCountInput(OrganisationInput):
    class Meta:
        description = "How many members an organisation has on a day."

    on = graphene.Date(required=True, description="The day.")
    formal = graphene.Int(required=True, description="Formal members (正式党员).")
    probationary = graphene.Int(description="Probationary members (预备党员). Default: none.")


class NameOfficeHolderInput(OrganisationInput):
    class Meta:
        description = "Who holds an office, as the public board names them."

    title = OfficeTitle(required=True, description="The office.")
    name = graphene.String(required=True, description="The name on the board, up to 40 characters.")
    portfolio = graphene.String(description="What for, e.g. 组织委员.")
    term = graphene.ID(description="In which of its terms.")
    since = graphene.Date(description="The first day; null: nobody knows.")
    until = graphene.Date(description="The last day, included; null: open.")


class RelieveOfficeHolderInput(HouseInput):
    class Meta:
        description = "Who holds an office no longer."

    office_holder = graphene.ID(required=True, description="The office-holder.")
    last_day = graphene.Date(required=True, description="The last day in office, included.")
    expected_version = graphene.Int(description=VERSION)


class SettleAdviceInput(HouseInput):
    class Meta:
        description = "What the secretaries decided."

    id = graphene.ID(required=True, description="The advice.")
    note = graphene.String(description="What was decided, up to 500 characters.")


class CoverEnterprises(RetriableMutation):
    class Meta:
        description = "From a day on an organisation covers enterprises: all of them, or none."
        permission = KEEP
        input = CoverEnterprisesInput
        answer = ANSWER
        paths = {"ALREADY_COVERED": ("enterprises",)}

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        kind = given.get("kind")
        return cover(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            enterprise_ids=keys_in(given, "enterprises", "Enterprise"),
            kind=kind.value if kind else StoredCoverageKind.ORGANISATION,
            starts=given.get("since"),
            expected_version=given.get("expected_version"),
        ).id


class UncoverEnterprise(RetriableMutation):
    class Meta:
        description = "An organisation covers an enterprise until a day. Who was covered before stays known."
        permission = KEEP
        input = UncoverEnterpriseInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return uncover(
            by=author,
            coverage_id=key_in(given, "coverage", "Coverage"),
            last_day=given.last_day,
            expected_version=given.get("expected_version"),
        ).id


class SetHeadCount(RetriableMutation):
    class Meta:
        description = "How many members an organisation has on a day; said again, it replaces what was said."
        permission = ("count", "party_organisation")
        input = SetHeadCountInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return set_head_count(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            on=given.on,
            formal=given.formal,
            probationary=given.get("probationary") or 0,
            expected_version=given.get("expected_version"),
        ).id


class NameOfficeHolder(RetriableMutation):
    class Meta:
        description = "Somebody holds an office."
        permission = KEEP
        input = NameOfficeHolderInput
        answer = ANSWER
        paths = {"OFFICE_TAKEN": ("title",)}

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return name_office_holder(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            title=given.title.value,
            name=given.name,
            portfolio=given.get("portfolio") or "",
            term_id=optional_key_in(given, "term", "Term"),
            starts=given.get("since"),
            last_day=given.get("until"),
            expected_version=given.get("expected_version"),
        ).id


class RelieveOfficeHolder(RetriableMutation):
    class Meta:
        description = "Somebody holds an office until a day."
        permission = KEEP
        input = RelieveOfficeHolderInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return relieve_office_holder(
            by=author,
            office_holder_id=key_in(given, "office_holder", "OfficeHolder"),
            last_day=given.last_day,
            expected_version=given.get("expected_version"),
        ).id


class SettleAdvice(RetriableMutation):
    class Meta:
        description = "The secretaries have decided about an enterprise that moved."
        permission = ("settle", "advice")
        input = SettleAdviceInput
        answer = ("advice", AdviceType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        advice_id = key_in(given, "id", "Advice")
        return settle_advice(by=author, advice_id=advice_id, text=given.get("note") or "").id


class KeepingMutations:
    """What a secretary keeps."""

    cover_enterprises = CoverEnterprises.Field()
    uncover_enterprise = UncoverEnterprise.Field()
    set_head_count = SetHeadCount.Field()
    name_office_holder = NameOfficeHolder.Field()
    relieve_office_holder = RelieveOfficeHolder.Field()
    settle_advice = SettleAdvice.Field()
