"""What people are told when the database refuses in this area."""

from django.utils.translation import gettext_lazy as _

from tenants.acts.violations import explain

explain(
    "members_membership_once",
    "ALREADY_MEMBER",
    _("The enterprise is a member already on some of these days."),
)
explain("members_membership_lasts", "BEFORE_START", _("The last day lies before the first."))
explain("members_memberoffice_lasts", "BEFORE_START", _("The last day lies before the first."))
explain(
    "members_memberoffice_within",
    "NOT_A_MEMBER",
    _("Whoever holds an office is a member on all of these days."),
)
explain(
    "members_memberoffice_once",
    "ALREADY_IN_OFFICE",
    _("The member holds this office already on some of these days."),
)
explain(
    "members_memberoffice_one_chair",
    "CHAIR_TAKEN",
    _("Another member is rotating chair on some of these days."),
)
