"""What people are told when the database refuses something of a rating."""

from django.utils.translation import gettext_lazy as _

from tenants.acts.violations import explain

explain("ratings_starrating_lasts", "BEFORE_START", _("The last day lies before the first."))
explain(
    "ratings_starrating_one_at_a_time",
    "RATING_OVERLAPS",
    _("The organisation has stars already on some of these days."),
)
explain("ratings_starstep_once", "STEP_DONE", _("This step has been recorded already."))
explain("ratings_starstep_after_fk", "STEP_MISSING", _("The step before has not been recorded yet."))
