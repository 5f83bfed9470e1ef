"""This area's rows in the one table of permissions."""

from tenants.permissions import MANDATES, Reach, Role, grant

KEEPERS = ((Role.BRANCH_SECRETARY, Reach.OWN), (Role.SECRETARIAT, Reach.ANY))

# Party organisations are for mandate holders (domain rule 14), counts for those whom they concern.
grant(MANDATES, "read", "party_organisation")
for role, reach in (*KEEPERS, (Role.SUB_DISTRICT, Reach.ANY)):
    grant((role,), "read", "party_organisation.counts", reach)
    grant((role,), "read", "advice", reach)
grant((Role.BRANCH_SECRETARY, Role.SECRETARIAT, Role.SUB_DISTRICT), "read", "coverage.gaps")
# What has papers is the secretariat's to record: founding, terms, mergers, the end.
for verb in ("found", "record", "change", "dissolve"):
    grant((Role.SECRETARIAT,), verb, "party_organisation")
grant((Role.SECRETARIAT,), "appoint", "branch_secretary")
# What a secretary keeps: coverage, office-holders, the description; and the counts.
for role, reach in KEEPERS:
    grant((role,), "keep", "party_organisation", reach)
    grant((role,), "count", "party_organisation", reach)
    grant((role,), "settle", "advice", reach)
