"""What people are told of agreements."""

from django.utils.translation import gettext_lazy as _

from alliance.notices.kinds import register

register(
    "agreement.signed",
    title=_("Agreement signed: %(title)s"),
    text=_("What it promises opens from %(starts)s on, by itself."),
)
register(
    "agreement.ended",
    title=_("Agreement ends early: %(title)s"),
    text=_("Its last day is %(last_day)s; what it opened closes with it."),
)
