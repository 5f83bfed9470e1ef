"""This area's rows in the one table of permissions."""

from tenants.permissions import EVERYBODY, MANDATES, Reach, grant

# Which ones, `selectors.readable` says.
grant(EVERYBODY, "read", "file")
grant(MANDATES, "store", "file", Reach.OWN)
