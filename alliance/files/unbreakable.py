"""Rules of the database that nobody can break through our doors, and why."""

from tenants.acts.violations import unbreakable

CHECKED = "refused before by the rules, at its field"

for constraint, reason in {
    "files_storedfile_something": CHECKED,
}.items():
    unbreakable(constraint, reason)
