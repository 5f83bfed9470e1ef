"""What people are told when the database refuses something of an agreement."""

from django.utils.translation import gettext_lazy as _

from tenants.acts.violations import explain

explain("agreements_agreement_two_sides", "SAME_PRINCIPAL", _("An agreement has two sides."))
explain(
    "agreements_promise_agreement_fk", "BEYOND_AGREEMENT", _("A promise lasts no longer than its agreement.")
)
explain("agreements_agreement_lasts", "BEFORE_START", _("The last day lies before the first."))
explain("agreements_promise_lasts", "BEFORE_START", _("The last day lies before the first."))
