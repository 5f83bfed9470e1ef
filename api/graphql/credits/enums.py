from alliance.ledger.models import TransferKind as StoredKind
from api.graphql.enums import enum_of

TransferKind = enum_of(
    StoredKind,
    "How credits came to go from one to another.",
    {
        "GIVEN": "Given by whoever had them, issued by the secretariat, or due by the district's rules.",
        "REVERSAL": "The opposite of an earlier transfer that should not have been (冲正).",
        "EXPIRY": "What was not given on by its last day went back to the secretariat (到期收回).",
    },
)
