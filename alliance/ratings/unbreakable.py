"""Rules of the database that nobody can break through our doors, and why."""

from tenants.acts.violations import unbreakable

CHECKED = "refused before by the rules, at its field"
STEP = "the action that takes this step writes these columns together"

for constraint, reason in {
    "ratings_starevidence_once": "the files are a set",
    "ratings_starrating_one_to_five": CHECKED,
    "ratings_starrating_published_with_stars": STEP,
    "ratings_starstep_follows": STEP,
    "ratings_starstep_one_to_five": CHECKED,
}.items():
    unbreakable(constraint, reason)
