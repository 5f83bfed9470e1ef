"""Mutations by which an organisation comes to be and says what it is."""

from typing import Any
from uuid import UUID

import graphene

from alliance.branches.actions.changing import change
from alliance.branches.actions.founding import Profile, found, record_known, record_step
from alliance.branches.rules.founding import Step
from api.graphql.context import Context
from api.graphql.keys import key_in, optional_key_in
from api.graphql.mutating import HouseInput
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author

from .enums import FoundingStep, OrganisationKind
from .inputs import OrganisationInput, WithPaper, keys_in, paper_in
from .types import PartyOrganisationType

ANSWER = ("party_organisation", PartyOrganisationType)


class FoundPartyOrganisationInput(HouseInput):
    class Meta:
        description = "What is to be founded."

    name = graphene.String(required=True, description="Its name, up to 120 characters.")
    kind = OrganisationKind(required=True, description="What kind it is.")
    superior = graphene.ID(description="Its superior in the district.")
    superior_name = graphene.String(description="Its superior outside of the district, by name.")
    description = graphene.String(description="What it says about itself, up to 5,000 characters.")
    buildings = graphene.List(graphene.NonNull(graphene.ID), description="The buildings it is to be over.")


class RecordKnownPartyOrganisationInput(FoundPartyOrganisationInput):
    class Meta:
        description = "An organisation that stands, of whose founding there are no papers here."

    sign_on = graphene.Date(description="When its sign went up, if that is known.")


class RecordFoundingStepInput(WithPaper):
    class Meta:
        description = "Which step of its founding was taken, when, by which paper."

    organisation = graphene.ID(required=True, description="The Party organisation.")
    step = FoundingStep(required=True, description="Which step.")
    on = graphene.Date(required=True, description="When it was taken.")


class UpdatePartyOrganisationInput(OrganisationInput):
    class Meta:
        description = "What is to change; what is left out stays, null empties."

    name = graphene.String(description="Its name, up to 120 characters.")
    kind = OrganisationKind(description="What kind it is.")
    superior = graphene.ID(description="Its superior in the district.")
    superior_name = graphene.String(description="Its superior outside of the district, by name.")
    description = graphene.String(description="What it says about itself, up to 5,000 characters.")


class FoundPartyOrganisation(RetriableMutation):
    class Meta:
        description = "An organisation is being prepared. It stands once all steps are recorded."
        permission = ("found", "party_organisation")
        input = FoundPartyOrganisationInput
        answer = ANSWER
        paths = {"NAME_TAKEN": ("name",)}

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return found(by=author, profile=_profile(given)).id


class RecordKnownPartyOrganisation(RetriableMutation):
    class Meta:
        description = "Record an organisation that stands, without papers."
        permission = ("record", "party_organisation")
        input = RecordKnownPartyOrganisationInput
        answer = ANSWER
        paths = {"NAME_TAKEN": ("name",)}

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return record_known(by=author, profile=_profile(given), sign_on=given.get("sign_on")).id


class RecordFoundingStep(RetriableMutation):
    class Meta:
        description = "Record a step of a founding: request, approval, election, sign. One follows the other."
        permission = ("record", "party_organisation")
        input = RecordFoundingStepInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return record_step(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            step=Step(given.step.value),
            on=given.on,
            paper=paper_in(given),
            text=given.get("note") or "",
            expected_version=given.get("expected_version"),
        ).id


class UpdatePartyOrganisation(RetriableMutation):
    class Meta:
        description = "Change what an organisation is; its secretary, what it says about itself."
        permission = ("keep", "party_organisation")
        input = UpdatePartyOrganisationInput
        answer = ANSWER
        paths = {"NAME_TAKEN": ("name",)}

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        fields = {name: given[name] for name in ("name", "description", "superior_name") if name in given}
        if given.get("kind"):
            fields["kind"] = given.kind.value
        if "superior" in given:
            fields["superior_id"] = optional_key_in(given, "superior", "PartyOrganisation")
        return change(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            expected_version=given.get("expected_version"),
            **fields,
        ).id


class FoundingMutations:
    """An organisation comes to be."""

    found_party_organisation = FoundPartyOrganisation.Field()
    record_known_party_organisation = RecordKnownPartyOrganisation.Field()
    record_founding_step = RecordFoundingStep.Field()
    update_party_organisation = UpdatePartyOrganisation.Field()


def _profile(given: Any) -> Profile:
    return Profile(
        name=given.name,
        kind=given.kind.value,
        superior_id=optional_key_in(given, "superior", "PartyOrganisation"),
        superior_name=given.get("superior_name") or "",
        description=given.get("description") or "",
        building_ids=keys_in(given, "buildings", "Building"),
    )
