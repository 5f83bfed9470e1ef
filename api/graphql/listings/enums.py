"""The words of the three lists."""

from alliance.resources.models import ListingCategory as StoredCategory
from alliance.resources.models import ListingKind as StoredKind
from api.graphql.enums import choices_of, enum_of

ListingKind = enum_of(
    StoredKind,
    "Which of the three lists.",
    {
        "OFFER": "Something a member has to give or lend (资源).",
        "WANT": "Something a member looks for (需求).",
        "PROJECT": "Something to be done together (项目).",
    },
)
ListingCategory = enum_of(
    StoredCategory,
    "What kind of thing is offered, wanted or planned.",
    {
        "ROOM": "A room, a hall, a yard (场地).",
        "EQUIPMENT": "Things to use (设备物资).",
        "SKILL": "Knowledge and service (技能服务).",
        "JOB": "Work (岗位).",
        "DISCOUNT": "A better price for members (优惠).",
        "PARKING": "Parking (停车).",
        "VOLUNTEER": "Volunteers (志愿者).",
        "OTHER": "Something else.",
    },
)
ListingState = choices_of(
    "ListingState",
    "How a listing stands today.",
    {
        "OPEN": "Stands, and can be answered.",
        "PROMISED": "Promised to somebody.",
        "DONE": "Given, found or done.",
        "CLOSED": "Taken off the list.",
        "EXPIRED": "Its last day has passed.",
    },
)
ListingOrder = choices_of(
    "ListingOrder",
    "By what the list is sorted.",
    {"NEWEST": "Latest posted first.", "ENDING_SOON": "Soonest last day first; without one last."},
)
AudienceKind = choices_of(
    "AudienceKind",
    "Who may see a listing.",
    {
        "PUBLIC": "Everybody, without a login.",
        "DISTRICT": "Whoever holds a mandate in this district.",
        "NAMED": "Those who are named, and the owner.",
    },
)
