from typing import Any
from uuid import UUID

import graphene

from alliance.notices.actions import preferring, reading, robots
from api.graphql.accounts.types import AccountType
from api.graphql.context import Context
from api.graphql.ids import key_of
from api.graphql.keys import key_in
from api.graphql.mutating import AccountInput, HouseInput, HouseMutation
from api.graphql.retrying import RetriableMutation
from tenants.acts.authors import Author

from .addresses import RemoveMailAddress, SetMailAddress
from .enums import MailWish, RobotKind
from .preferences import NoticePreferencesType
from .robots import RobotType

PLAIN = ("quiet_from", "quiet_until", "digest_hour")


class MarkNoticesReadInput(AccountInput):
    class Meta:
        description = "What you have read."

    ids = graphene.List(
        graphene.NonNull(graphene.ID), required=True, description="Notices of your inbox, at most 100."
    )


class GroupPreferenceInput(graphene.InputObjectType):
    class Meta:
        description = "How notices of one group are to reach you by mail."

    group = graphene.String(required=True, description="The first part of their kinds, e.g. `exchange`.")
    mail = MailWish(description="What is to hold for it; null: what holds for all.")


class SetNoticePreferencesInput(AccountInput):
    class Meta:
        description = "How you want to hear of things by mail here; what is left out stays."

    mail = MailWish(description="What is to hold unless a group differs.")
    quiet_from = graphene.Time(description="No mail from then on, e.g. `21:00`. Null with the other: none.")
    quiet_until = graphene.Time(description="Until then, e.g. `07:30`.")
    digest_hour = graphene.Int(description="The hour of the day's mail, 0 to 23.")
    groups = graphene.List(
        graphene.NonNull(GroupPreferenceInput), description="Groups that are to differ; others stay."
    )


class AddRobotInput(HouseInput):
    class Meta:
        description = "A robot that a chat has made."

    kind = RobotKind(required=True, description="Whose robot it is.")
    label = graphene.String(required=True, description="What you call it, up to 60 characters.")
    address = graphene.String(
        required=True, description="Its webhook address, as the chat shows it. Never told again."
    )
    secret = graphene.String(
        description="The secret it signs with (加签、签名校验), if it does. Never told again."
    )
    kinds = graphene.List(
        graphene.NonNull(graphene.String), description="What it is to speak; left out: all for groups."
    )


class RobotInput(HouseInput):
    class Meta:
        description = "Which robot."

    id = graphene.ID(required=True, description="The robot.")


class MarkNoticesRead(HouseMutation):
    class Meta:
        description = "Note that you have read these; nobody else learns of it."
        permission = ("read", "notice")
        input = MarkNoticesReadInput
        answer = ("account", AccountType)

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        ids = [key_of("Notice", text) for text in given.ids]
        reading.mark_read(account_id=author.account_id, receipt_ids=ids)
        return context.reader.account.pk


class SetNoticePreferences(HouseMutation):
    class Meta:
        description = "Choose how you hear of things by mail here."
        permission = ("read", "notice")
        input = SetNoticePreferencesInput
        answer = ("notice_preferences", NoticePreferencesType)

    @classmethod
    def perform(cls, context: Context, *, author: Author, given: Any) -> UUID:
        changes = {name: given[name] for name in PLAIN if name in given}
        if given.get("mail"):
            changes["mail"] = given.mail.value
        changes["groups"] = {
            one.group: one.mail.value if one.get("mail") else None for one in given.get("groups") or ()
        }
        preferring.set_preferences(account_id=author.account_id, changes=changes)
        return context.reader.account.pk


class AddRobot(RetriableMutation):
    class Meta:
        description = "Let the district speak to a chat through its robot."
        permission = ("manage", "robot")
        input = AddRobotInput
        answer = ("robot", RobotType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return robots.add_robot(
            by=author,
            kind=given.kind.value,
            label=given.label,
            address=given.address,
            signing=(given.get("secret") or "").strip(),
            kinds=given.get("kinds") or (),
        )


class RemoveRobot(RetriableMutation):
    class Meta:
        description = "Take a robot away: it falls silent at once, its secret is forgotten."
        permission = ("manage", "robot")
        input = RobotInput
        answer = ("robot", RobotType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return robots.remove_robot(by=author, robot_id=key_in(given, "id", "Robot"))


class TestRobot(RetriableMutation):
    class Meta:
        description = "Let a robot say a sentence. It leaves within a minute; `spokeAt` and `error` tell."
        permission = ("manage", "robot")
        input = RobotInput
        answer = ("robot", RobotType)

    @classmethod
    def act(cls, context: Context, author: Author, given: Any) -> UUID:
        return robots.try_robot(by=author, robot_id=key_in(given, "id", "Robot"))


class NoticeMutations:
    """Mutations of notices, addresses and robots."""

    mark_notices_read = MarkNoticesRead.Field()
    set_notice_preferences = SetNoticePreferences.Field()
    set_mail_address = SetMailAddress.Field()
    remove_mail_address = RemoveMailAddress.Field()
    add_robot = AddRobot.Field()
    remove_robot = RemoveRobot.Field()
    test_robot = TestRobot.Field()
