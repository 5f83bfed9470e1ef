"""Relay ids: two letters that say of what, and the 16 bytes of the row's own id, as 24 characters.

18 bytes are exactly 24 characters of base64, so nothing is padded, and ids of one kind begin alike.
An id tells nobody anything: it is the same in every address, after every move, tomorrow.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from uuid import UUID

# Never change a pair that was once given out: clients keep ids.
LETTERS = {
    "Account": b"Ac",
    "Act": b"At",
    "Advice": b"Ad",
    "Agreement": b"Ag",
    "Approval": b"Ap",
    "BranchActivity": b"Ba",
    "Building": b"Bu",
    "BusinessFormat": b"Fo",
    "Contact": b"Co",
    "Contract": b"Ct",
    "Coverage": b"Cv",
    "CreditCategory": b"Cc",
    "CreditEntry": b"Ce",
    "CreditRule": b"Cu",
    "District": b"Di",
    "Enterprise": b"En",
    "File": b"Sf",
    "Exchange": b"Ex",
    "Floor": b"Fl",
    "HeadCount": b"Hc",
    "Industry": b"In",
    "Invitation": b"Iv",
    "Listing": b"Li",
    "LocalReading": b"Lr",
    "Mandate": b"Ma",
    "Match": b"Mt",
    "MemberOffice": b"Mo",
    "Membership": b"Mb",
    "Milestone": b"Ms",
    "Notice": b"No",
    "OfficeHolder": b"Oh",
    "PartClaim": b"Pc",
    "PartyOrganisation": b"Po",
    "Principal": b"Pr",
    "Promise": b"Pm",
    "ProjectPart": b"Pp",
    "Robot": b"Ro",
    "StarRating": b"Sr",
    "Tag": b"Ta",
    "Tenancy": b"Te",
    "Term": b"Tm",
    "Transfer": b"Tr",
    "Unit": b"Un",
}
TYPES = {letters: name for name, letters in LETTERS.items()}
LENGTH = 24


def encode(type_name: str, key: UUID) -> str:
    """The id of a row: `encode("Enterprise", row.id)` → 24 characters."""
    return urlsafe_b64encode(LETTERS[type_name] + key.bytes).decode()


def decode(text: str) -> tuple[str, UUID] | None:
    """The type's name and the row's key, or None for what `encode` never made."""
    if len(text) != LENGTH or not text.isascii():
        return None
    try:
        raw = urlsafe_b64decode(text)
    except Error:
        return None
    name = TYPES.get(raw[:2])
    # Base64 decoders forgive foreign characters; an id has one spelling only.
    if name is None or len(raw) != 18 or urlsafe_b64encode(raw).decode() != text:
        return None
    return name, UUID(bytes=raw[2:])


def key_of(type_name: str, text: str) -> UUID | None:
    """The row's key, or None where the id is none of this type."""
    found = decode(text)
    return found[1] if found and found[0] == type_name else None


def keys_of(type_name: str, texts: list[str]) -> list[UUID]:
    """The keys of those ids that can be ones of this type; the others match nothing."""
    return [key for text in texts if (key := key_of(type_name, text))]
