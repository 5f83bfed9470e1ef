"""Rules of the database that nobody can break through our doors, and why."""

from tenants.acts.violations import unbreakable

MADE_BY_US = "its values are chosen by our own code from a fixed set"
COUNTED = "counted up from 1"

for constraint, reason in {
    "members_memberoffice_office": MADE_BY_US,
    "members_memberoffice_version_positive": COUNTED,
    "members_membership_version_positive": COUNTED,
}.items():
    unbreakable(constraint, reason)
