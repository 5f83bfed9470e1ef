from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Author:
    """Both authors of an act: the account, and the principal it acts as under a mandate."""

    role: str
    account_id: UUID | None = None
    principal_id: UUID | None = None
    mandate_id: UUID | None = None


# Whoever runs the platform, at its command line.
OPERATOR = Author(role="OPERATOR")
