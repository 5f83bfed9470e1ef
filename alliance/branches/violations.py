"""What people are told when the database refuses something of a Party organisation."""

from django.utils.translation import gettext_lazy as _

from tenants.acts.violations import explain

_LASTS = _("The last day lies before the first.")
for table in ("organisationbuilding", "coverage", "term", "officeholder"):
    explain(f"branches_{table}_lasts", "BEFORE_START", _LASTS)
explain(
    "branches_partyorganisation_name_once",
    "NAME_TAKEN",
    _("The district has a Party organisation of this name already."),
)
explain("branches_partyorganisation_named", "NAME_MISSING", _("A Party organisation needs a name."))
explain(
    "branches_partyorganisation_one_superior",
    "SUPERIOR_INVALID",
    _("An organisation has one superior, and is not its own."),
)
explain(
    "branches_partyorganisation_approval_needs_request",
    "STEP_MISSING",
    _("An approval follows a request, and has a paper."),
)
explain(
    "branches_partyorganisation_election_needs_approval",
    "STEP_MISSING",
    _("An election follows the approval."),
)
explain(
    "branches_partyorganisation_sign_needs_election",
    "STEP_MISSING",
    _("The sign is put up after the election."),
)
explain(
    "branches_partyorganisation_end_needs_approval",
    "STEP_MISSING",
    _("What was never approved cannot be dissolved."),
)
explain(
    "branches_partyorganisation_in_order",
    "OUT_OF_ORDER",
    _("Request, approval, election and sign follow each other by date."),
)
explain(
    "branches_organisationbuilding_once",
    "ALREADY_THERE",
    _("The organisation is over this building already on some of these days."),
)
explain(
    "branches_coverage_one_of_a_kind",
    "ALREADY_COVERED",
    _("An organisation covers this enterprise in this way already on some of these days."),
)
explain("branches_term_one_at_a_time", "TERM_OVERLAPS", _("Another term runs on some of these days."))
explain("branches_term_number_once", "NAME_TAKEN", _("There is a term of this number already."))
explain("branches_term_elected_before", "OUT_OF_ORDER", _("A term begins with its election, or after it."))
explain(
    "branches_officeholder_one_secretary",
    "OFFICE_TAKEN",
    _("Somebody else is the secretary on some of these days."),
)
explain("branches_officeholder_term_fk", "NOT_FOUND", _("The organisation has no such term."))
explain("branches_branchactivity_titled", "REQUIRED", _("This is needed."))
explain("branches_branchactivity_count_not_negative", "OUT_OF_RANGE", _("A count is none or more."))
explain("branches_headcount_once_a_day", "BUSY", _("Somebody is recording a count of this day. Look again."))
explain("branches_approval_number_once", "BUSY", _("Somebody is recording this very paper. Look again."))
