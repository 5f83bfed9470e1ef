"""What owners and claimants are told, in which words."""

from django.utils.translation import gettext_lazy as _

from alliance.notices.kinds import register

register(
    "project.claimed",
    title=_("%(claimant)s claims “%(part)s”"),
    text=_("Of “%(project)s” %(claimant)s takes on: %(part)s, %(quantity)s %(measure)s."),
)
register(
    "project.withdrawn",
    title=_("%(claimant)s withdraws from “%(part)s”"),
    text=_("“%(part)s” of “%(project)s” is free again: %(quantity)s %(measure)s."),
)
register(
    "project.delivered",
    title=_("%(claimant)s has delivered “%(part)s”"),
    text=_("“%(part)s” of “%(project)s” waits for you to confirm it."),
)
register(
    "project.confirmed",
    title=_("%(owner)s confirms “%(part)s”"),
    text=_("What you delivered for “%(project)s” is confirmed: %(part)s, %(quantity)s %(measure)s."),
)
register(
    "project.declined",
    title=_("%(owner)s declines your claim of “%(part)s”"),
    text=_("“%(part)s” of “%(project)s” goes to somebody else. Nobody has to say why."),
)
register(
    "listing.ending",
    title=_("“%(title)s” ends on %(last_day)s"),
    text=_("One click renews it. If it has done its work, leave it: it ends by itself."),
)
register(
    "listing.ended",
    title=_("“%(title)s” has ended on %(last_day)s"),
    text=_("It is off the list. One click renews it."),
)
register(
    "project.closed",
    title=_("Closed: %(project)s"),
    text=_("The project %(project)s has been closed; nobody waits for what you claimed of it."),
)
