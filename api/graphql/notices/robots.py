from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene

from alliance.notices.models import Robot
from alliance.notices.selectors import robots_for
from api.graphql.base import HouseType
from api.graphql.context import Context
from api.graphql.peers import by_id, together

from .enums import RobotKind


class RobotType(HouseType):
    class Meta:
        name = "Robot"
        model = Robot
        description = (
            "A robot through which the district speaks to a chat (群机器人). Its secrets are not told."
        )
        permission = ("manage", "robot")

    kind = RobotKind(required=True, description="Whose robot it is.")
    label = graphene.String(required=True, description="What the secretariat calls it, e.g. 联盟工作群.")
    kinds = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="The kinds of notices it speaks; empty: all that are meant for groups.",
    )
    is_active = graphene.Boolean(required=True, description="False once it was removed.")
    created_at = graphene.DateTime(required=True, description="When it was added.")
    spoke_at = graphene.DateTime(description="When its chat last heard something.")
    error = graphene.String(description="What its platform said the last time; null if it took the message.")

    def resolve_error(robot: Any, info: Any) -> str | None:
        return robot.error or None

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """For whoever keeps them; one that was just removed, too."""
        return by_id(Robot.objects.all(), ids) if context.may("manage", "robot") else {}


def robots_of(context: Context) -> list[Any]:
    return together(robots_for(context.reader))
