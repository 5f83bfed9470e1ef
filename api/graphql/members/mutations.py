"""Members come, take turns in office, and leave: acts of the secretariat."""

from typing import Any
from uuid import UUID

from alliance.members import actions
from api.graphql.context import Context
from api.graphql.keys import key_in
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author

from .inputs import AdmitMemberInput, EndMembershipInput, EndOfficeInput, GiveOfficeInput, RotateChairInput
from .types import MemberOfficeType, MembershipType


class AdmitMember(RetriableMutation):
    class Meta:
        description = "An enterprise or institution belongs to the alliance from a day on."
        permission = ("admit", "membership")
        input = AdmitMemberInput
        answer = ("membership", MembershipType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.admit(
            by=author,
            enterprise_id=key_in(given, "enterprise", "Enterprise"),
            starts=given.get("since"),
            last_day=given.get("until"),
            note=given.get("note") or "",
        ).id


class EndMembership(RetriableMutation):
    class Meta:
        description = "A membership ends; its offices end with it and those to come fall away, in one act."
        permission = ("end", "membership")
        input = EndMembershipInput
        answer = ("membership", MembershipType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.end_membership(
            by=author,
            membership_id=key_in(given, "membership", "Membership"),
            last_day=given.last_day,
            expected_version=given.get("expected_version"),
        ).id


class GiveOffice(RetriableMutation):
    class Meta:
        description = "A member holds an office from a day on."
        permission = ("give", "member_office")
        input = GiveOfficeInput
        answer = ("office", MemberOfficeType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.give_office(
            by=author,
            enterprise_id=key_in(given, "enterprise", "Enterprise"),
            office=given.office,
            starts=given.get("since"),
            last_day=given.get("until"),
        ).id


class EndOffice(RetriableMutation):
    class Meta:
        description = "An office ends."
        permission = ("end", "member_office")
        input = EndOfficeInput
        answer = ("office", MemberOfficeType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.end_office(
            by=author,
            office_id=key_in(given, "office", "MemberOffice"),
            last_day=given.last_day,
            expected_version=given.get("expected_version"),
        ).id


class RotateChair(RetriableMutation):
    class Meta:
        description = "The present rotating chair's term ends and the next one's begins, in one act."
        permission = ("rotate", "member_office")
        input = RotateChairInput
        answer = ("office", MemberOfficeType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return actions.rotate_chair(
            by=author,
            enterprise_id=key_in(given, "enterprise", "Enterprise"),
            on=given.get("on"),
            last_day=given.get("until"),
        ).id


class MemberMutations:
    """Members of the alliance."""

    admit_member = AdmitMember.Field()
    end_membership = EndMembership.Field()
    give_office = GiveOffice.Field()
    end_office = EndOffice.Field()
    rotate_chair = RotateChair.Field()
