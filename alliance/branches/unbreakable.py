"""Rules of the database that nobody can break through our doors, and why."""

from tenants.acts.violations import unbreakable

CHECKED = "refused before by the rules, at its field"
MADE_BY_US = "its values are chosen by our own code from a fixed set"
STEP = "the action that takes this step writes these columns together"

for constraint, reason in {
    "branches_advice_once": "the consumer looks first, and one relay hands it on",
    "branches_advice_settled": STEP,
    "branches_advice_state": MADE_BY_US,
    "branches_approval_named": CHECKED,
    "branches_coverage_kind": MADE_BY_US,
    "branches_headcount_not_negative": CHECKED,
    "branches_milestone_kind": MADE_BY_US,
    "branches_milestone_of_another": CHECKED,
    "branches_officeholder_named": CHECKED,
    "branches_officeholder_title": MADE_BY_US,
    "branches_partyorganisation_kind": MADE_BY_US,
    "branches_term_number_positive": CHECKED,
}.items():
    unbreakable(constraint, reason)
