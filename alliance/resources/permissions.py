"""This room's rows in the one table of permissions."""

from tenants.permissions import EVERYBODY, MANDATES, Reach, Role, grant

grant(EVERYBODY, "read", "listing.public")
grant(MANDATES, "read", "listing.district")
grant((Role.LIAISON,), "post", "listing", Reach.OWN)
grant((Role.LIAISON,), "change", "listing", Reach.OWN)
grant((Role.LIAISON,), "close", "listing", Reach.OWN)
# The secretariat keeps the three lists: it takes down what should not stand there.
grant((Role.SECRETARIAT,), "close", "listing")
