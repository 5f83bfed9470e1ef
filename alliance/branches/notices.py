"""What this area tells people."""

from django.utils.translation import gettext_lazy as _

from alliance.notices.kinds import register

MOVED = "advice.moved"
LEFT = "advice.left"
TERM_ENDING = "term.ending"

register(
    MOVED,
    title=_("%(enterprise)s has moved"),
    text=_(
        "%(enterprise)s is now at %(place)s; %(organisation)s covers it. Nothing was changed: the"
        " secretaries decide together whether it is to be covered by another organisation."
    ),
)
register(
    LEFT,
    title=_("%(enterprise)s has left"),
    text=_("%(enterprise)s has left %(place)s; %(organisation)s still covers it. Nothing was changed."),
)
register(
    TERM_ENDING,
    title=_("A term of %(organisation)s ends on %(last_day)s"),
    text=_("Term %(number)s of %(organisation)s ends on %(last_day)s: prepare the election in time."),
)
