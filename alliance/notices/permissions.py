"""This area's rows in the one table of permissions."""

from tenants.permissions import Role, grant

# One's own inbox, and how one wants to hear of it.
grant((Role.ACCOUNT,), "read", "notice")
# What a robot says, a whole chat reads.
grant((Role.SECRETARIAT,), "manage", "robot")
