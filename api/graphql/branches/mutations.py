"""Mutations of what has papers: buildings, terms, mergers and the end; and a secretary's mandate."""

from typing import Any
from uuid import UUID

import graphene

from alliance.branches.actions.appointing import appoint_secretary
from alliance.branches.actions.joining import dissolve, merge, split
from alliance.branches.actions.places import add_building, remove_building
from alliance.branches.actions.terms import begin_term, extend_term
from api.graphql.accounts.mandates import MandateType
from api.graphql.context import Context
from api.graphql.keys import key_in
from api.graphql.mutating import HouseInput
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author

from .activities import ActivityMutations
from .founding import ANSWER, FoundingMutations
from .inputs import OrganisationInput, WithPaper, keys_in, paper_in
from .keeping import KeepingMutations

CHANGE, DISSOLVE = ("change", "party_organisation"), ("dissolve", "party_organisation")


class AddOrganisationBuildingInput(OrganisationInput):
    class Meta:
        description = "Which building an organisation is over from a day on."

    building = graphene.ID(required=True, description="The building.")
    since = graphene.Date(description="The first day; null: nobody knows.")


class RemoveOrganisationBuildingInput(OrganisationInput):
    class Meta:
        description = "Which building an organisation is over until when."

    building = graphene.ID(required=True, description="The building.")
    last_day = graphene.Date(required=True, description="The last day, included.")


class BeginTermInput(WithPaper):
    class Meta:
        description = "Which term begins."

    organisation = graphene.ID(required=True, description="The Party organisation.")
    number = graphene.Int(description="Which one. Default: the next.")
    since = graphene.Date(required=True, description="Its first day.")
    until = graphene.Date(description="Its last day, included. Default: of three years.")
    elected_on = graphene.Date(description="When it was elected.")


class ExtendTermInput(WithPaper):
    class Meta:
        description = "Which term goes on until when, by which paper."

    term = graphene.ID(required=True, description="The term.")
    until = graphene.Date(required=True, description="Its new last day, included.")


class DissolvePartyOrganisationInput(WithPaper):
    class Meta:
        description = "Which organisation is no longer, from which day."

    organisation = graphene.ID(required=True, description="The Party organisation.")
    on = graphene.Date(required=True, description="The first day without it.")


class MergePartyOrganisationsInput(WithPaper):
    class Meta:
        description = "Which organisations become part of another."

    into = graphene.ID(required=True, description="Which goes on.")
    others = graphene.List(
        graphene.NonNull(graphene.ID), required=True, description="Which become part of it."
    )
    on = graphene.Date(required=True, description="From which day.")


class SplitPartyOrganisationInput(WithPaper):
    class Meta:
        description = "What of an organisation goes to another, which was founded before."

    organisation = graphene.ID(required=True, description="From which.")
    into = graphene.ID(required=True, description="To which.")
    buildings = graphene.List(graphene.NonNull(graphene.ID), description="The buildings that go.")
    enterprises = graphene.List(graphene.NonNull(graphene.ID), description="The covered ones that go.")
    on = graphene.Date(required=True, description="From which day.")


class AppointSecretaryInput(HouseInput):
    class Meta:
        description = "Who acts as an organisation."

    organisation = graphene.ID(required=True, description="The Party organisation.")
    login = graphene.String(required=True, description="The login of the secretary.")
    since = graphene.Date(description="From which day. Default: today.")
    until = graphene.Date(description="The last day, included; null: until it is revoked.")


class AddOrganisationBuilding(RetriableMutation):
    class Meta:
        description = "From a day on an organisation is over a building."
        permission = CHANGE
        input = AddOrganisationBuildingInput
        answer = ANSWER
        paths = {"ALREADY_THERE": ("building",)}

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return add_building(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            building_id=key_in(given, "building", "Building"),
            starts=given.get("since"),
            expected_version=given.get("expected_version"),
        ).id


class RemoveOrganisationBuilding(RetriableMutation):
    class Meta:
        description = "An organisation is over a building until a day."
        permission = CHANGE
        input = RemoveOrganisationBuildingInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return remove_building(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            building_id=key_in(given, "building", "Building"),
            last_day=given.last_day,
            expected_version=given.get("expected_version"),
        ).id


class BeginTerm(RetriableMutation):
    class Meta:
        description = "A term of office begins."
        permission = CHANGE
        input = BeginTermInput
        answer = ANSWER
        paths = {"TERM_OVERLAPS": ("since",), "NAME_TAKEN": ("number",)}

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return begin_term(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            starts=given.since,
            last_day=given.get("until"),
            number=given.get("number"),
            elected_on=given.get("elected_on"),
            paper=paper_in(given),
            expected_version=given.get("expected_version"),
        ).id


class ExtendTerm(RetriableMutation):
    class Meta:
        description = "A term of office goes on, by a paper (延期换届)."
        permission = CHANGE
        input = ExtendTermInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        term_id = key_in(given, "term", "Term")
        return extend_term(by=author, term_id=term_id, last_day=given.until, **_said(given)).id


class DissolvePartyOrganisation(RetriableMutation):
    class Meta:
        description = "An organisation is no longer. All it had ends; what was stays known."
        permission = DISSOLVE
        input = DissolvePartyOrganisationInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        organisation_id = key_in(given, "organisation", "PartyOrganisation")
        return dissolve(by=author, organisation_id=organisation_id, on=given.on, **_said(given)).id


class MergePartyOrganisations(RetriableMutation):
    class Meta:
        description = "Organisations become part of another, with all they cover and whoever is below them."
        permission = DISSOLVE
        input = MergePartyOrganisationsInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return merge(
            by=author,
            into_id=key_in(given, "into", "PartyOrganisation"),
            other_ids=keys_in(given, "others", "PartyOrganisation"),
            on=given.on,
            **_said(given),
        ).id


class SplitPartyOrganisation(RetriableMutation):
    class Meta:
        description = "Part of what an organisation covers goes to another. Answers that one."
        permission = DISSOLVE
        input = SplitPartyOrganisationInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return split(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            into_id=key_in(given, "into", "PartyOrganisation"),
            building_ids=keys_in(given, "buildings", "Building"),
            enterprise_ids=keys_in(given, "enterprises", "Enterprise"),
            on=given.on,
            **_said(given),
        ).id


class AppointSecretary(RetriableMutation):
    class Meta:
        description = "Give somebody the mandate to act as an organisation. `revokeMandate` takes it away."
        permission = ("appoint", "branch_secretary")
        input = AppointSecretaryInput
        answer = ("mandate", MandateType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return appoint_secretary(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            login=given.login,
            starts=given.get("since"),
            last_day=given.get("until"),
        ).id


class BranchMutations(FoundingMutations, KeepingMutations, ActivityMutations):
    """Mutations of Party organisations."""

    add_organisation_building = AddOrganisationBuilding.Field()
    remove_organisation_building = RemoveOrganisationBuilding.Field()
    begin_term = BeginTerm.Field()
    extend_term = ExtendTerm.Field()
    dissolve_party_organisation = DissolvePartyOrganisation.Field()
    merge_party_organisations = MergePartyOrganisations.Field()
    split_party_organisation = SplitPartyOrganisation.Field()
    appoint_secretary = AppointSecretary.Field()


def _said(given: Any) -> dict[str, Any]:
    """Paper, note and version, as the actions take them."""
    return {
        "paper": paper_in(given),
        "text": given.get("note") or "",
        "expected_version": given.get("expected_version"),
    }
