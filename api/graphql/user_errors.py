"""What a refused mutation answers: `errors: [UserError!]!`, never a GraphQL error."""

from collections.abc import Mapping
from typing import Any

import graphene

from tenants.errors import Refusal

# Every code that a Refusal may carry, with what it means. A test compares this with the sources.
USER_ERROR_CODES = {
    "ADDRESS_INVALID": "This is no address: of a website (https:// or http://), a robot, or for mail.",
    "ALREADY_ADDED": "The robot has been added already.",
    "ALREADY_CLOSED": "The listing is closed already.",
    "ALREADY_COVERED": "A Party organisation covers the enterprise in this way already.",
    "ALREADY_ENDED": "It ends on that day or earlier already.",
    "ALREADY_IN_OFFICE": "The member holds this office already on some of these days.",
    "ALREADY_MEMBER": "The enterprise is a member already on some of these days.",
    "ALREADY_PROPOSED": "The same is proposed already and waits for an answer.",
    "ALREADY_PUBLISHED": "The listing is no draft any more.",
    "ALREADY_REGISTERED": "The enterprise is registered already: same code, same name.",
    "ALREADY_REVERSED": "The transfer has been reversed already.",
    "ALREADY_SETTLED": "The advice has been settled already.",
    "ALREADY_SIGNED": "The agreement is signed: it can only be ended.",
    "ALREADY_THERE": "The enterprise is on this unit already.",
    "APPROVAL_DIFFERS": "A paper of this number and issuer is known, but of another day.",
    "APPROVED": "The invitation has been approved already.",
    "AREA_GROWS": "The new units would be larger together than the old ones.",
    "BALANCE_TOO_HIGH": "Whoever gets the credits would hold more than is allowed.",
    "BALANCE_TOO_LOW": "There are not enough credits for this.",
    "BEFORE_START": "The last day lies before the first.",
    "BELOW_TAKEN": "More of it is claimed or promised already.",
    "BEYOND_AGREEMENT": "A promise lasts no longer than its agreement.",
    "BEYOND_PARENT": "A sublet would reach beyond the unit it is let from.",
    "BUILT_ON": "It cannot be taken back: something has been built on it since.",
    "BUSY": "Somebody else is changing the same thing; try again in a moment.",
    "CHAIR_TAKEN": "Another member is rotating chair on some of these days.",
    "DESCRIBES_ONE": "A count of one person in one enterprise is not kept.",
    "DISSOLVED": "The Party organisation has been dissolved.",
    "FILE_EMPTY": "The file is empty.",
    "FILE_KIND_NOT_ACCEPTED": "Accepted are PDF, PNG, JPEG, WEBP, DOCX, XLSX and PPTX.",
    "FILE_TOO_LARGE": "The file has more than ten megabytes.",
    "FILE_TYPE_MISMATCH": "The file's content is not what its name says.",
    "FORBIDDEN": "The mandate named in `actingAs` does not allow this, or is not one of yours.",
    "HAS_INFERIORS": "Other Party organisations stand below it.",
    "HAS_ROOMS": "The unit contains rooms.",
    "IDEMPOTENCY_KEY_REUSED": "The key was used before for another question.",
    "IN_THE_FUTURE": "The day has not come yet.",
    "IN_THE_PAST": "The day has passed already.",
    "IRREVERSIBLE": "A reversal cannot be reversed.",
    "KIND_NOT_ACCEPTED": "A listing of this kind cannot be posted this way.",
    "LABEL_TAKEN": "The building has another unit of this label.",
    "LOGIN_TAKEN": "The login is taken.",
    "MAIL_OFF": "This platform sends no mail: no address can be proved.",
    "NAME_MISSING": "A name is needed.",
    "NAME_TAKEN": "Something else here has this name already.",
    "NOT_A_MEMBER": "The enterprise is no member of the alliance on all of these days.",
    "NOT_ACCEPTED": "Nobody has accepted the invitation.",
    "NOT_APPROVED": "The Party organisation has not been approved yet.",
    "NOT_EARLIER": "It ends on that day anyway, or before.",
    "NOT_ENOUGH_LEFT": "More was asked for than is left of it.",
    "NOT_FOUND": "There is no such thing here.",
    "NOT_LATER": "A renewal ends before the contract it follows.",
    "NOT_OPEN": "The listing does not stand open: nothing of it can be claimed or agreed on.",
    "NOT_SIGNED": "The agreement is not signed.",
    "NOT_THERE": "The enterprise is not on this unit on that day.",
    "NO_LAST_DAY": "The listing has no last day: there is nothing to renew.",
    "NO_SUCH_UNIT": "The unit does not exist on all of these days.",
    "OCCUPIED": "Somebody is on the unit on that day or later.",
    "OFFER_CHANGED": "The offer has changed since it was proposed: propose it anew.",
    "OFFICE_TAKEN": "Somebody else holds the office on some of these days.",
    "ONLY_REVERSED": "It cannot be taken back, only reversed with a reason (`reverseTransfer`).",
    "OTHER_BUILDING": "The units stand in different buildings.",
    "OTHER_FLOOR": "The units lie on different floors.",
    "OUT_OF_ORDER": "A step lies before the one that it follows.",
    "OUT_OF_RANGE": "A value is too large, too small, or cannot be kept.",
    "OWN_OFFER": "Offer and want have the same owner.",
    "OWN_PROJECT": "The project is your own: its parts are for others.",
    "PART_CLAIMED": "Somebody has claimed of a part: it cannot go.",
    "PARTLY_EXPIRED": "Some of it has expired and gone back; reverse the expiry first.",
    "PASSWORD_WEAK": "The password is too short or too common.",
    "PHONE_INVALID": "This is not a phone number.",
    "PHRASE_INVALID": "A phrase is 1 to 12 Chinese characters.",
    "PURPOSE_UNKNOWN": "Say what the number is needed for.",
    "RATING_OVERLAPS": "The organisation has stars already on some of these days.",
    "READING_INVALID": "A reading has one syllable with a tone digit for each character.",
    "REASON_MISSING": "A reason is needed.",
    "REFUSED": "A rule of the house that has no code of its own yet; see `message`.",
    "REQUIRED": "Something that is needed is missing.",
    "SAME_PRINCIPAL": "Giver and receiver are the same.",
    "SLUG_INVALID": "An address is made of a-z, 0-9 and single hyphens.",
    "SLUG_TAKEN": "The address is taken.",
    "STEP_DONE": "The step has been recorded already.",
    "STEP_MISSING": "The step before has not been recorded.",
    "SUPERIOR_INVALID": "An organisation has one superior, and is not above itself.",
    "TERM_OVERLAPS": "Another term runs on some of these days.",
    "TOO_FEW": "More of them are needed.",
    "TOO_LONG": "A text is longer than allowed.",
    "TOO_MANY": "There are more than allowed.",
    "UNBALANCED": "What is given and what is got must be the same.",
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


def told(refusal: Refusal, paths: Mapping[str, tuple[str, ...]] | None = None) -> UserError:
    """The refusal as its author reads it; `paths` by code for those that do not say where."""
    code = refusal.code if refusal.code in USER_ERROR_CODES else "REFUSED"
    path = refusal.path or (paths or {}).get(refusal.code, ())
    return UserError(path=list(path), code=code, message=str(refusal.message))
