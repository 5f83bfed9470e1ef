"""The words of Party organisations."""

from alliance.branches.models import AdviceState as StoredAdviceState
from alliance.branches.models import CoverageKind as StoredCoverageKind
from alliance.branches.models import MilestoneKind as StoredMilestoneKind
from alliance.branches.models import OfficeTitle as StoredTitle
from alliance.branches.models import OrganisationKind as StoredKind
from api.graphql.enums import choices_of, enum_of

OrganisationKind = enum_of(
    StoredKind,
    "What kind of Party organisation.",
    {
        "COMMITTEE": "Party committee (党委).",
        "GENERAL_BRANCH": "General Party branch (党总支).",
        "BRANCH": "Party branch (党支部).",
        "JOINT_BRANCH": "Joint Party branch, over one or more buildings (联合党支部).",
        "PROVISIONAL_BRANCH": "Provisional Party branch (临时党支部).",
    },
)
OrganisationState = choices_of(
    "OrganisationState",
    "How it stands with a Party organisation today.",
    {
        "PREPARING": "Being founded: its sign is not up yet.",
        "STANDING": "Its sign is up, or it is known to stand.",
        "DISSOLVED": "It is no longer.",
    },
)
FoundingStep = choices_of(
    "FoundingStep",
    "The steps of a founding, in their order.",
    {
        "REQUEST": "It has been asked for (请示).",
        "APPROVAL": "It has been approved, with a paper (批复).",
        "ELECTION": "The outcome of the election is known (选举结果).",
        "SIGN": "The sign is up (挂牌).",
    },
)
CoverageKind = enum_of(
    StoredCoverageKind,
    "In which way an enterprise is covered.",
    {
        "ORGANISATION": "By the organisation (组织覆盖).",
        "WORK": "By its work (工作覆盖).",
    },
)
OfficeTitle = enum_of(
    StoredTitle,
    "An office in a Party organisation.",
    {
        "SECRETARY": "Secretary (书记).",
        "DEPUTY_SECRETARY": "Deputy secretary (副书记).",
        "MEMBER": "Member of its committee (委员).",
    },
)
MilestoneKind = enum_of(
    StoredMilestoneKind,
    "An act in the life of a Party organisation.",
    {
        "REQUEST": "It was asked for (请示).",
        "APPROVAL": "It was approved (批复).",
        "ELECTION": "An election's outcome (选举结果).",
        "SIGN": "The sign went up (挂牌).",
        "EXTENSION": "A term was extended (延期换届).",
        "MERGER": "It merged with another (合并).",
        "SPLIT": "Part of it went to another (拆分).",
        "DISSOLUTION": "It was dissolved (撤销).",
    },
)
AdviceState = enum_of(
    StoredAdviceState,
    "What became of a piece of advice.",
    {
        "OPEN": "Nobody has decided yet.",
        "SETTLED": "The secretaries have decided.",
        "WITHDRAWN": "Its reason has gone: the enterprise came back, or moved on.",
    },
)
WarningCode = choices_of(
    "WarningCode",
    'What the regulation says "generally". A warning, never a refusal.',
    {
        "FEW_MEMBERS": "A branch of its own has fewer than three formal members.",
        "MANY_MEMBERS": "A branch has more than fifty members.",
        "MANY_UNITS": "A joint branch covers more than five units.",
        "COMMITTEE_MISSING": "Seven formal members or more, and no committee.",
        "LONG_TERM": "A term is longer than three years.",
        "TERM_OVER": "The last term has ended, and no other has begun.",
    },
)
