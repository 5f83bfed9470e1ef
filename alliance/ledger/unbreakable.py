"""Rules of the database that nobody can break through our doors, and why."""

from tenants.acts.violations import unbreakable

CHECKED = "refused before by the rules, at its field"
MADE_BY_US = "its values are chosen by our own code from a fixed set"
BOOKED = "written by actions/writing.py alone, both sides at once"

for constraint, reason in {
    "ledger_creditcategory_named": CHECKED,
    "ledger_creditrule_category_code": MADE_BY_US,
    "ledger_creditrule_positive": CHECKED,
    "ledger_entry_lapsed_once": "holdings are locked while their credits expire",
    "ledger_entry_of_something": CHECKED,
    "ledger_entry_put_in_expires": BOOKED,
    "ledger_entry_taken_out_lapses": BOOKED,
    "ledger_holding_once": "made by an insert that lets an earlier one stand",
    "ledger_holding_zero_allowed": CHECKED,
    "ledger_transfer_about_whole": BOOKED,
    "ledger_transfer_kind_known": MADE_BY_US,
    "ledger_transfer_legs": BOOKED,
    "ledger_transfer_reversal_reason": CHECKED,
    "ledger_transfer_reversal_reverses": BOOKED,
}.items():
    unbreakable(constraint, reason)
