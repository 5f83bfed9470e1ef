from alliance.members.models import MemberOfficeKind
from api.graphql.enums import enum_of

MemberOfficeKindEnum = enum_of(
    MemberOfficeKind,
    "An office that a member holds in the alliance.",
    {
        "ROTATING_CHAIR": "Rotating chair (轮值主席): one at a time.",
        "JOINT_MEETING": "A seat in the joint meeting (联席会议).",
    },
)
