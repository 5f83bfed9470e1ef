"""What people are told when the database refuses."""

from django.utils.translation import gettext_lazy as _

from tenants.acts.violations import explain

explain(
    "matching_match_one_open", "ALREADY_PROPOSED", _("The same is proposed already and waits for an answer.")
)
explain("matching_match_two_sides", "OWN_OFFER", _("Nobody takes an offer of one's own."))
explain("matching_exchange_once", "WRONG_STATE", _("This has been agreed on already."))
explain("matching_exchange_one_at_a_time", "NOT_OPEN", _("It is promised to somebody else."))
explain("matching_exchange_as_its_state", "WRONG_STATE", _("This exchange has gone on since."))
explain("matching_exchange_confirmed_later", "WRONG_STATE", _("This exchange has gone on since."))
