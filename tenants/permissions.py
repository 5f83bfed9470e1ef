"""The one table: which role may do what to which thing. GraphQL, REST and the admin all ask here.

Each room registers its own rows at import, with `grant`. A verb on a thing that nobody registered
is refused to everybody.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.errors import Refusal


class Role(StrEnum):
    """Who asks. The five in the middle come from mandates."""

    ANONYMOUS = "ANONYMOUS"
    ACCOUNT = "ACCOUNT"
    LIAISON = "LIAISON"
    PROPERTY_MANAGER = "PROPERTY_MANAGER"
    BRANCH_SECRETARY = "BRANCH_SECRETARY"
    SECRETARIAT = "SECRETARIAT"
    SUB_DISTRICT = "SUB_DISTRICT"
    OPERATOR = "OPERATOR"


class Reach(StrEnum):
    """How far a right goes: the whole district, or what belongs to the principal acted for."""

    ANY = "ANY"
    OWN = "OWN"
    MANAGED = "MANAGED"  # what stands in the buildings of the principal's office


@dataclass(frozen=True)
class Permission:
    role: Role
    verb: str
    thing: str
    reach: Reach


TABLE: dict[tuple[Role, str, str], Permission] = {}


Owner = UUID | Collection[UUID] | None


def grant(roles: Iterable[Role], verb: str, thing: str, reach: Reach = Reach.ANY) -> None:
    """Add rows to the table. Raises ValueError for a row that is there already."""
    for role in roles:
        key = (role, verb, thing)
        if key in TABLE:
            raise ValueError(f"{role} {verb} {thing} is in the table already.")
        TABLE[key] = Permission(role, verb, thing, reach)


def reach_of(role: Role, verb: str, thing: str) -> Reach | None:
    """How far the role may do this, or None: not at all. The operator may everything."""
    if role == Role.OPERATOR:
        return Reach.ANY
    found = TABLE.get((role, verb, thing))
    return found.reach if found else None


def require(author: Author, verb: str, thing: str, *, owner: Owner = None) -> None:
    """Raise Refusal `FORBIDDEN` unless the author may.

    `owner` is the principal the thing belongs to, or several: the enterprise and the offices of the
    buildings it is in.
    """
    reach = reach_of(Role(author.role), verb, thing)
    if reach is None or (reach != Reach.ANY and author.principal_id not in owners(owner)):
        raise forbidden()


def owners(owner: Owner) -> frozenset[UUID]:
    if owner is None:
        return frozenset()
    return frozenset({owner}) if isinstance(owner, UUID) else frozenset(owner)


def forbidden() -> Refusal:
    return Refusal("FORBIDDEN", _("You may not do this under this mandate."), ("actingAs",))


MANDATES = (
    Role.LIAISON,
    Role.PROPERTY_MANAGER,
    Role.BRANCH_SECRETARY,
    Role.SECRETARIAT,
    Role.SUB_DISTRICT,
)
OFFICES = (Role.PROPERTY_MANAGER, Role.SECRETARIAT, Role.SUB_DISTRICT)
EVERYBODY = (Role.ANONYMOUS, Role.ACCOUNT, *MANDATES)

grant(EVERYBODY, "read", "directory")
grant(EVERYBODY, "search", "directory")
# What the public does not see of the directory (domain rule 14).
grant(MANDATES, "read", "tenancy.dates")
grant(MANDATES, "read", "enterprise.sector")
grant(MANDATES, "read", "unit.details")
grant(MANDATES, "read", "contact")
# Whoever signed in: one's own login and mandates, who read one's phone; an invitation's link.
grant((Role.ACCOUNT,), "read", "account")
grant((Role.ACCOUNT,), "accept", "invitation")
grant((Role.ACCOUNT,), "manage", "token")
grant((Role.LIAISON,), "read", "contract", Reach.OWN)
grant(OFFICES, "read", "contract")
grant(OFFICES, "read", "ownership")
# A phone: anyone with a mandate by stating a purpose; the office by its standing purpose.
grant(MANDATES, "reveal", "contact.phone")
grant((Role.PROPERTY_MANAGER,), "read", "contact.phone", Reach.MANAGED)
grant((Role.LIAISON,), "change", "enterprise", Reach.OWN)
grant((Role.SECRETARIAT,), "change", "enterprise")
grant((Role.PROPERTY_MANAGER,), "change", "enterprise", Reach.MANAGED)
# A member of the alliance need be no tenant, so the secretariat registers, too.
grant((Role.PROPERTY_MANAGER, Role.SECRETARIAT), "register", "enterprise")
for verb in ("move_in", "move", "move_out", "swap", "renew"):
    grant((Role.PROPERTY_MANAGER,), verb, "tenancy", Reach.MANAGED)
for verb in ("create", "split", "merge", "change"):
    grant((Role.PROPERTY_MANAGER,), verb, "unit", Reach.MANAGED)
grant((Role.PROPERTY_MANAGER,), "import", "roster", Reach.MANAGED)
# With the phones of whoever is there, so for those who have the standing purpose.
grant((Role.PROPERTY_MANAGER,), "export", "roster", Reach.MANAGED)
grant(OFFICES, "read", "move_report")
grant(OFFICES, "export", "occupancy")
grant(OFFICES, "export", "contract.ends")
grant((Role.PROPERTY_MANAGER,), "invite", "liaison", Reach.MANAGED)
grant((Role.PROPERTY_MANAGER,), "approve", "liaison", Reach.MANAGED)
grant((Role.SECRETARIAT,), "invite", "liaison")
grant((Role.SECRETARIAT,), "approve", "liaison")
grant((Role.PROPERTY_MANAGER,), "revoke", "mandate", Reach.MANAGED)
grant((Role.SECRETARIAT,), "revoke", "mandate")
grant((Role.LIAISON,), "undo", "act", Reach.OWN)
grant((Role.PROPERTY_MANAGER,), "undo", "act", Reach.OWN)
grant((Role.BRANCH_SECRETARY, Role.SECRETARIAT), "undo", "act", Reach.OWN)
grant((Role.SECRETARIAT,), "read", "act")
# How names are read sorts the whole register: one table for the district, kept where all meet.
grant(MANDATES, "read", "local_reading")
grant((Role.SECRETARIAT,), "set", "local_reading")
grant((Role.SECRETARIAT,), "enter", "admin")
