"""What people are told about their credits."""

from django.utils.translation import gettext_lazy as _

from alliance.notices.kinds import register

register(
    "credits.received",
    title=_("You have received %(amount)d credits"),
    text=_("%(amount)d credits (%(category)s) were given to you. %(reason)s"),
)
register(
    "credits.reversed",
    title=_("A transfer of %(amount)d credits was reversed"),
    text=_("%(amount)d credits (%(category)s) went back to where they came from: %(reason)s"),
)
register(
    "credits.expired",
    title=_("%(amount)d credits have expired"),
    text=_("%(amount)d credits of yours had not been given on by their last day and went back."),
)
