"""Mutations of what an organisation did: recorded, put right, taken off its page."""

from typing import Any
from uuid import UUID

import graphene

from alliance.branches.actions.activities import change_activity, record_activity, remove_activity
from api.graphql.context import Context
from api.graphql.keys import key_in
from api.graphql.mutating import HouseInput
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author

from .founding import ANSWER
from .inputs import VERSION, OrganisationInput

KEEP = ("keep", "party_organisation")
TITLE, COUNT = "One line, up to 120 characters.", "How many came; null: nobody counted. Never who."


class RecordBranchActivityInput(OrganisationInput):
    class Meta:
        description = "What an organisation did."

    title = graphene.String(required=True, description=TITLE)
    on = graphene.Date(required=True, description="The day; not one to come.")
    head_count = graphene.Int(description=COUNT)


class ChangeBranchActivityInput(HouseInput):
    class Meta:
        description = "What is to be put right; what is left out stays."

    activity = graphene.ID(required=True, description="The activity.")
    title = graphene.String(description=TITLE)
    on = graphene.Date(description="The day; not one to come.")
    head_count = graphene.Int(description=COUNT)
    expected_version = graphene.Int(description=f"Of the organisation. {VERSION}")


class RemoveBranchActivityInput(HouseInput):
    class Meta:
        description = "What was recorded by mistake."

    activity = graphene.ID(required=True, description="The activity.")
    expected_version = graphene.Int(description=f"Of the organisation. {VERSION}")


class RecordBranchActivity(RetriableMutation):
    class Meta:
        description = "An organisation did something: title, date and head count, nothing else is kept."
        permission = KEEP
        input = RecordBranchActivityInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return record_activity(
            by=author,
            organisation_id=key_in(given, "organisation", "PartyOrganisation"),
            title=given.title,
            on=given.on,
            head_count=given.get("head_count"),
            expected_version=given.get("expected_version"),
        ).id


class ChangeBranchActivity(RetriableMutation):
    class Meta:
        description = "Put right what was recorded of an activity."
        permission = KEEP
        input = ChangeBranchActivityInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        fields = {name: given[name] for name in ("title", "on", "head_count") if name in given}
        return change_activity(
            by=author,
            activity_id=key_in(given, "activity", "BranchActivity"),
            expected_version=given.get("expected_version"),
            **fields,
        ).id


class RemoveBranchActivity(RetriableMutation):
    class Meta:
        description = "Take an activity that was recorded by mistake off an organisation's page."
        permission = KEEP
        input = RemoveBranchActivityInput
        answer = ANSWER

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return remove_activity(
            by=author,
            activity_id=key_in(given, "activity", "BranchActivity"),
            expected_version=given.get("expected_version"),
        ).id


class ActivityMutations:
    """What an organisation did."""

    record_branch_activity = RecordBranchActivity.Field()
    change_branch_activity = ChangeBranchActivity.Field()
    remove_branch_activity = RemoveBranchActivity.Field()
