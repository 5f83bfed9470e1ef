"""Rules of the database that nobody can break through our doors, and why."""

from tenants.acts.violations import unbreakable

CHECKED = "refused before by the rules, at its field"
MADE_BY_US = "its values are chosen by our own code from a fixed set"
COUNTED = "counted up from 1"
STEP = "the action that takes this step writes these columns together"

for constraint, reason in {
    "matching_exchange_credited_once_given": STEP,
    "matching_exchange_quantity_positive": CHECKED,
    "matching_exchange_state": MADE_BY_US,
    "matching_exchange_version_positive": COUNTED,
    "matching_match_by_a_side": "the action writes the proposer as the side that it acts for",
    "matching_match_quantity_positive": CHECKED,
    "matching_match_state": MADE_BY_US,
    "matching_match_version_positive": COUNTED,
}.items():
    unbreakable(constraint, reason)
