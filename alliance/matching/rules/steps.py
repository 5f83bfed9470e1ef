from django.utils.translation import gettext as _

from tenants.errors import Refusal

from ..models.exchanges import ExchangeState
from ..models.matches import MatchState

# Where each may go, and from where. What is in no tuple is an end.
MATCH_STEPS = {
    MatchState.AGREED: (MatchState.PROPOSED,),
    MatchState.DECLINED: (MatchState.PROPOSED,),
    MatchState.WITHDRAWN: (MatchState.PROPOSED,),
}
EXCHANGE_STEPS = {
    ExchangeState.DELIVERED: (ExchangeState.AGREED,),
    ExchangeState.CONFIRMED: (ExchangeState.DELIVERED,),
    ExchangeState.DISPUTED: (ExchangeState.AGREED, ExchangeState.DELIVERED),
    ExchangeState.SETTLED: (ExchangeState.DISPUTED,),
    ExchangeState.CANCELLED: (ExchangeState.AGREED,),
}


def check_match_may_go(present: str, wanted: MatchState) -> None:
    """Raise Refusal unless a match in the state `present` may become `wanted`."""
    if present not in MATCH_STEPS[wanted]:
        message = _("This proposal is %(state)s already.") % {"state": MatchState(present).label}
        raise Refusal("WRONG_STATE", message, ("id",))


def check_exchange_may_go(present: str, wanted: ExchangeState) -> None:
    """Raise Refusal unless an exchange in the state `present` may become `wanted`."""
    if present not in EXCHANGE_STEPS[wanted]:
        message = _("This exchange is %(state)s: that cannot be done with it now.")
        raise Refusal("WRONG_STATE", message % {"state": ExchangeState(present).label}, ("id",))
