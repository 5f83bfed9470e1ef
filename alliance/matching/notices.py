"""What the two sides are told, in which words."""

from django.utils.translation import gettext_lazy as _

from alliance.notices.kinds import register

register(
    "match.proposed",
    title=_("%(who)s proposes an exchange: %(what)s"),
    text=_("From %(giver)s to %(taker)s: %(what)s. Say yes or no; nobody has to say why."),
    unsaid_there=True,
)
register(
    "match.agreed",
    title=_("Agreed: %(what)s"),
    text=_("%(giver)s gives, %(taker)s takes: %(what)s. Until it is delivered either may still say no."),
    unsaid_there=True,
)
register(
    "match.declined",
    title=_("%(who)s declines: %(what)s"),
    text=_("Your proposal was declined: %(what)s. Nobody has to say why."),
    unsaid_there=True,
)
register(
    "match.withdrawn",
    title=_("%(who)s withdraws a proposal: %(what)s"),
    text=_("There is nothing to answer any more: %(what)s."),
    unsaid_there=True,
)
register(
    "exchange.delivered",
    title=_("%(giver)s has delivered: %(what)s"),
    text=_("Confirm it, or say what is wrong: %(what)s."),
    unsaid_there=True,
)
register(
    "exchange.confirmed",
    title=_("Confirmed: %(what)s"),
    text=_("The other side confirms this exchange: %(giver)s gave %(taker)s %(what)s."),
    unsaid_there=True,
)
register(
    "exchange.disputed",
    title=_("In dispute: %(what)s"),
    text=_("%(giver)s and %(taker)s do not agree on what happened. The secretariat settles it: %(what)s."),
    unsaid_there=True,
)
register(
    "exchange.settled",
    title=_("Settled: %(what)s"),
    text=_("The secretariat has settled what was in dispute between %(giver)s and %(taker)s: %(what)s."),
    unsaid_there=True,
)
register(
    "exchange.cancelled",
    title=_("Cancelled: %(what)s"),
    text=_("This exchange does not take place: %(what)s. Nobody has to say why."),
    unsaid_there=True,
)
register(
    "match.taken_back",
    title=_("%(who)s takes back a step: %(what)s"),
    text=_("What you were told last about this holds no longer. See how it stands now: %(what)s."),
    unsaid_there=True,
)
