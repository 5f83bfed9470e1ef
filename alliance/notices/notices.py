"""The kinds of notices that are this area's own."""

from django.utils.translation import gettext_lazy as _

from .kinds import register

register(
    "robot.test",
    title=_("A word from %(label)s"),
    text=_("This is a test: what is meant for this group will be said here."),
)
register(
    "notice.taken_back",
    title=_("Taken back: %(title)s"),
    text=_("What you were told no longer holds: %(title)s."),
)
