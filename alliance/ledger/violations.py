"""What it means when the database refuses something in the ledger."""

from django.utils.translation import gettext_lazy as _

from tenants.acts.violations import explain

explain("ledger_holding_above_floor", "BALANCE_TOO_LOW", _("There are not enough credits for this."))
explain(
    "ledger_holding_below_ceiling",
    "BALANCE_TOO_HIGH",
    _("Whoever gets these would hold more than is allowed."),
)
explain("ledger_holding_countable", "OUT_OF_RANGE", _("Nobody can hold that many credits."))
explain("ledger_transfer_reversed_once", "ALREADY_REVERSED", _("This transfer has been reversed already."))
explain("ledger_entry_sums_to_zero", "UNBALANCED", _("What is given and what is got must be the same."))
explain("ledger_creditcategory_once", "NAME_TAKEN", _("There is a credit category of this name already."))
explain(
    "ledger_creditrule_once", "BUSY", _("Somebody set this rule at the same moment. Look, and try again.")
)
