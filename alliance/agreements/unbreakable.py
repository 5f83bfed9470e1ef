"""Rules of the database that nobody can break through our doors, and why."""

from tenants.acts.violations import unbreakable

CHECKED = "refused before by the rules, at its field"
MADE_BY_US = "its values are chosen by our own code from a fixed set"
COUNTED = "counted up from 1"
STEP = "the action that takes this step writes these columns together"

for constraint, reason in {
    "agreements_agreement_ended_early": CHECKED,
    "agreements_agreement_signed": STEP,
    "agreements_agreement_titled": CHECKED,
    "agreements_agreement_version": COUNTED,
    "agreements_period_lasts": "periods are cut by rules/periods.py, which is tried on any days",
    "agreements_period_listing": "each period gets a listing of its own",
    "agreements_period_once": "the agreement is locked while its periods are written",
    "agreements_promise_audience": MADE_BY_US,
    "agreements_promise_category": MADE_BY_US,
    "agreements_promise_frequency": MADE_BY_US,
    "agreements_promise_order": "numbered by the action itself",
    "agreements_promise_quantity": CHECKED,
    "agreements_promise_side": MADE_BY_US,
    "agreements_promise_titled": CHECKED,
    "agreements_promiseaudience_once": "the named are a set",
}.items():
    unbreakable(constraint, reason)
