"""This room's rows in the one table of permissions."""

from tenants.permissions import EVERYBODY, MANDATES, OFFICES, Reach, Role, grant

# Whoever takes part in the three lists, each for whom they act.
MEMBERS = (Role.LIAISON, Role.PROPERTY_MANAGER, Role.BRANCH_SECRETARY, Role.SECRETARIAT)

grant(EVERYBODY, "read", "listing.public")
# By what words; which of them are found is asked of each.
grant(EVERYBODY, "search", "listing")
grant(MANDATES, "read", "listing.district")
grant(MEMBERS, "post", "listing", Reach.OWN)
grant(MEMBERS, "change", "listing", Reach.OWN)
grant((Role.LIAISON, Role.PROPERTY_MANAGER, Role.BRANCH_SECRETARY), "close", "listing", Reach.OWN)
# The secretariat keeps the three lists: it takes down what should not stand there, and sends them on.
grant((Role.SECRETARIAT,), "close", "listing")
grant((*OFFICES, Role.BRANCH_SECRETARY), "export", "listing")
# Who takes on what of a project is for those who take part, not for the public.
grant(MANDATES, "read", "part_claim")
grant(MEMBERS, "claim", "project", Reach.OWN)
grant(MEMBERS, "keep", "part_claim", Reach.OWN)
grant(MEMBERS, "answer", "part_claim", Reach.OWN)
