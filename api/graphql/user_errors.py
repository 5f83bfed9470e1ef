"""What a refused mutation answers: `errors: [UserError!]!`, never a GraphQL error."""

from typing import Any

import graphene

from tenants.errors import Refusal

# Every code that a Refusal may carry, with what it means. A test compares this with the sources.
USER_ERROR_CODES = {
    "ADDRESS_INVALID": "A website's address begins with https:// or http://.",
    "ALREADY_CLOSED": "The listing is closed already.",
    "ALREADY_PUBLISHED": "The listing is no draft any more.",
    "ALREADY_REGISTERED": "The enterprise is registered already: same code, same name.",
    "ALREADY_SIGNED": "The agreement is signed: it can only be ended.",
    "ALREADY_THERE": "The enterprise is on this unit already.",
    "APPROVED": "The invitation has been approved already.",
    "AREA_GROWS": "The new units would be larger together than the old ones.",
    "BEFORE_START": "The last day lies before the first.",
    "BELOW_TAKEN": "More of it is claimed or promised already.",
    "BEYOND_AGREEMENT": "A promise lasts no longer than its agreement.",
    "BEYOND_PARENT": "A sublet would reach beyond the unit it is let from.",
    "BUILT_ON": "It cannot be taken back: something has been built on it since.",
    "BUSY": "Somebody else is changing the same thing; try again in a moment.",
    "FILE_EMPTY": "The file is empty.",
    "FILE_KIND_NOT_ACCEPTED": "Accepted are PDF, PNG, JPEG, WEBP, DOCX, XLSX and PPTX.",
    "FILE_TOO_LARGE": "The file has more than ten megabytes.",
    "FILE_TYPE_MISMATCH": "The file's content is not what its name says.",
    "FORBIDDEN": "The mandate named in `actingAs` does not allow this, or is not one of yours.",
    "HAS_ROOMS": "The unit contains rooms.",
    "IDEMPOTENCY_KEY_REUSED": "The key was used before for another question.",
    "IN_THE_FUTURE": "The day is still to come.",
    "IN_THE_PAST": "The day has passed already.",
    "LOGIN_TAKEN": "The login is taken.",
    "KIND_NOT_ACCEPTED": "A listing of this kind cannot be posted this way.",
    "LABEL_TAKEN": "The building has another unit of this label.",
    "NAME_MISSING": "A name is needed.",
    "NAME_TAKEN": "Something else here has this name already.",
    "NOT_ACCEPTED": "Nobody has accepted the invitation.",
    "NOT_EARLIER": "It ends on that day anyway, or before.",
    "NOT_ENOUGH_LEFT": "More was asked for than is left of it.",
    "NOT_FOUND": "There is no such thing here.",
    "NOT_OPEN": "The project takes no claims any more.",
    "NOT_SIGNED": "The agreement is not signed.",
    "NOT_THERE": "The enterprise is not on this unit on that day.",
    "NO_LAST_DAY": "The listing has no last day: there is nothing to renew.",
    "NO_SUCH_UNIT": "The unit does not exist on all of these days.",
    "OCCUPIED": "Somebody is on the unit on that day or later.",
    "OTHER_BUILDING": "The units stand in different buildings.",
    "OTHER_FLOOR": "The units lie on different floors.",
    "OUT_OF_RANGE": "A value is too large, too small, or cannot be kept.",
    "OWN_PROJECT": "The project is your own: its parts are for others.",
    "PART_CLAIMED": "Somebody has claimed of a part: it cannot go.",
    "PASSWORD_WEAK": "The password is too short or too common.",
    "PURPOSE_UNKNOWN": "Say what the number is needed for.",
    "REASON_MISSING": "A reason is needed.",
    "REFUSED": "A rule of the house that has no code of its own yet; see `message`.",
    "REQUIRED": "Something that is needed is missing.",
    "SAME_PRINCIPAL": "It takes two sides.",
    "SLUG_INVALID": "An address is made of a-z, 0-9 and single hyphens.",
    "SLUG_TAKEN": "The address is taken.",
    "TOO_FEW": "More of them are needed.",
    "TOO_LONG": "A text is longer than allowed.",
    "TOO_MANY": "There are more than allowed.",
    "UNDONE": "It has been taken back already.",
    "UNIT_TAKEN": "Somebody else is on the unit on some of these days.",
    "USCC_CHECK_DIGIT": "The code's check digit is wrong.",
    "VERSION_CHANGED": "Somebody has changed it meanwhile: it is no longer at `expectedVersion`.",
    "WRONG_STATE": "It has come further than that, or not so far: see its `state`.",
}


def _meaning(code: Any) -> str:
    return USER_ERROR_CODES[code.value] if code else "Which rule of the house was broken. For programs."


ErrorCode = graphene.Enum(
    "ErrorCode", [(code, code) for code in sorted(USER_ERROR_CODES)], description=_meaning
)


class UserError(graphene.ObjectType):
    class Meta:
        description = "A rule of the house that a mutation would have broken. Nothing was written."

    path = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description='Where in `input`, e.g. `["availableUntil"]`; empty: the whole of it.',
    )
    code = ErrorCode(required=True, description="For programs, e.g. `FORBIDDEN`.")
    message = graphene.String(
        required=True, description="For people, in their language, e.g. 最后一天早于第一天。"
    )


def told(refusal: Refusal) -> UserError:
    """The refusal as its author reads it."""
    code = refusal.code if refusal.code in USER_ERROR_CODES else "REFUSED"
    return UserError(path=list(refusal.path), code=code, message=str(refusal.message))
