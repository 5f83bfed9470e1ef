"""What is stored about the place and its people, and what the database enforces."""

from .accounts import AccessToken, Account, AccountManager
from .acts import Act, ActChange, IdempotencyKey, OutboxEvent
from .classification import BusinessFormat, Industry, Tag
from .districts import District
from .enterprises import Enterprise, EnterpriseKind, EnterpriseTag, FormerName, FormerSlug, Sector
from .mandates import Invitation, Mandate, Role
from .people import Contact, ContactRole, Person, RevealLog, RevealPurpose
from .places import Building, BuildingAlias, Floor
from .principals import Principal, PrincipalKind
from .readings import LocalReading
from .rosters import RosterBatch, RosterLines, RosterTable
from .tenancies import Claim, Contract, Tenancy
from .units import Ownership, Unit, UnitAlias, UnitState, UnitUse

__all__ = [
    "AccessToken",
    "Account",
    "AccountManager",
    "Act",
    "ActChange",
    "Building",
    "BuildingAlias",
    "BusinessFormat",
    "Claim",
    "Contact",
    "ContactRole",
    "Contract",
    "District",
    "Enterprise",
    "EnterpriseKind",
    "EnterpriseTag",
    "Floor",
    "FormerName",
    "FormerSlug",
    "IdempotencyKey",
    "Industry",
    "Invitation",
    "LocalReading",
    "Mandate",
    "OutboxEvent",
    "Ownership",
    "Person",
    "Principal",
    "PrincipalKind",
    "RevealLog",
    "RevealPurpose",
    "Role",
    "RosterBatch",
    "RosterLines",
    "RosterTable",
    "Sector",
    "Tag",
    "Tenancy",
    "Unit",
    "UnitAlias",
    "UnitState",
    "UnitUse",
]
