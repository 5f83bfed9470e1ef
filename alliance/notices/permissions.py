"""This area's rows in the one table of permissions."""

from tenants.permissions import Role, grant

# One's own inbox.
grant((Role.ACCOUNT,), "read", "notice")
