"""This area's rows in the one table of permissions."""

from tenants.permissions import MANDATES, Reach, Role, grant

grant(MANDATES, "read", "agreement")
grant((Role.SECRETARIAT,), "keep", "agreement")
grant((Role.BRANCH_SECRETARY,), "keep", "agreement", Reach.OWN)
