"""This area's rows in the one table of permissions."""

from tenants.permissions import MANDATES, Reach, Role, grant

MEMBERS = (Role.LIAISON, Role.PROPERTY_MANAGER, Role.BRANCH_SECRETARY)

# A statement is read by whom it is about, and by the secretariat, which keeps the ledger. By nobody else.
grant(MEMBERS, "read", "credits", Reach.OWN)
grant((Role.SECRETARIAT,), "read", "credits")
# Everybody gives what is one's own; so does the secretariat, which issues credits that way.
grant((*MEMBERS, Role.SECRETARIAT), "transfer", "credits", Reach.OWN)
# Whoever received credits may give them back; the secretariat may take back any transfer.
grant(MEMBERS, "reverse", "credits", Reach.OWN)
grant((Role.SECRETARIAT,), "reverse", "credits")
grant((Role.SECRETARIAT,), "limit", "credits")
grant(MANDATES, "read", "credit_category")
grant(MANDATES, "read", "credit_rule")
grant((Role.SECRETARIAT,), "set", "credit_category")
grant((Role.SECRETARIAT,), "set", "credit_rule")
