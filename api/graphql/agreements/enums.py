"""The words of agreements."""

from alliance.agreements.models import AgreementState as StoredState
from alliance.agreements.models import Frequency as StoredFrequency
from alliance.agreements.models import Side as StoredSide
from api.graphql.enums import enum_of

AgreementState = enum_of(
    StoredState,
    "How an agreement stands.",
    {
        "DRAFT": "Being written; seen by the side that writes it.",
        "SIGNED": "Signed; what it promises opens and closes by its days.",
    },
)
PromiseSide = enum_of(
    StoredSide,
    "Which side promises.",
    {"INSTITUTION": "The resident institution (驻区单位).", "PARTNER": "Whoever signs for the alliance."},
)
PromiseFrequency = enum_of(
    StoredFrequency,
    "How often something is promised.",
    {
        "ONCE": "Once, for as long as the promise lasts.",
        "MONTH": "Each calendar month.",
        "QUARTER": "Each calendar quarter.",
        "YEAR": "Each calendar year.",
    },
)
