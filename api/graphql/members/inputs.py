"""What the secretariat says of members. All last days are included."""

import graphene

from api.graphql.mutating import HouseInput

from .enums import MemberOfficeKindEnum

SINCE = "The first day, e.g. `2026-04-01`; null: today."
EXPECTED = "Refuse with `VERSION_CHANGED` if it is at another one by now."


class AdmitMemberInput(HouseInput):
    class Meta:
        description = "Who is admitted to the alliance."

    enterprise = graphene.ID(
        required=True, description="The enterprise or institution; it need be no tenant."
    )
    since = graphene.Date(description=SINCE)
    until = graphene.Date(description="The last day, included; null: open.")
    note = graphene.String(description="For the secretariat's memory, up to 500 characters.")


class EndMembershipInput(HouseInput):
    class Meta:
        description = "Whose membership ends."

    membership = graphene.ID(required=True, description="The membership.")
    last_day = graphene.Date(required=True, description="The last day of it, included.")
    expected_version = graphene.Int(description=EXPECTED)


class GiveOfficeInput(HouseInput):
    class Meta:
        description = "Which member holds which office."

    enterprise = graphene.ID(required=True, description="The member.")
    office = graphene.InputField(
        MemberOfficeKindEnum, required=True, description="Which office, e.g. `JOINT_MEETING`."
    )
    since = graphene.Date(description=SINCE)
    until = graphene.Date(description="The last day, included; null: as long as it is a member.")


class EndOfficeInput(HouseInput):
    class Meta:
        description = "Which office ends."

    office = graphene.ID(required=True, description="The office, an id of `Membership.offices`.")
    last_day = graphene.Date(required=True, description="The last day in it, included.")
    expected_version = graphene.Int(description=EXPECTED)


class RotateChairInput(HouseInput):
    class Meta:
        description = "Who takes over as rotating chair."

    enterprise = graphene.ID(required=True, description="The member that takes over.")
    on = graphene.Date(description=SINCE)
    until = graphene.Date(
        description="The last day, included; null: until the next one planned, or as long as it is a member."
    )
