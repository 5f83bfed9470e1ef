"""This area's rows in the one table of permissions."""

from tenants.permissions import Reach, Role, grant

SIDES = (Role.LIAISON, Role.PROPERTY_MANAGER, Role.BRANCH_SECRETARY)

# What two sides speak of is theirs. The secretariat reads along, since it settles.
for thing in ("match", "exchange"):
    grant(SIDES, "read", thing, Reach.OWN)
    grant((Role.SECRETARIAT,), "read", thing)
grant((*SIDES, Role.SECRETARIAT), "propose", "match", Reach.OWN)
grant((*SIDES, Role.SECRETARIAT), "answer", "match", Reach.OWN)
# Deliver, confirm, dispute, cancel: each side its own.
grant((*SIDES, Role.SECRETARIAT), "keep", "exchange", Reach.OWN)
grant((Role.SECRETARIAT,), "settle", "exchange")
