from datetime import timedelta
from typing import Any

from alliance.agreements.actions import draft_agreement, sign_agreement
from alliance.agreements.models import Agreement, Side
from alliance.agreements.rules import AgreementTerms, PromiseTerms
from tenants.calendar import today
from tests.factories.town import Side as Home


def a_promise(title: str = "报告厅免费开放", **said: Any) -> PromiseTerms:
    return PromiseTerms(**({"side": Side.INSTITUTION, "title": title} | said))


def terms(home: Home, **said: Any) -> AgreementTerms:
    """A pact of half a year that begins next week."""
    given: dict[str, Any] = {
        "institution": home.enterprise.id,
        "title": "与图书馆共建协议",
        "starts": today() + timedelta(days=7),
        "last_day": today() + timedelta(days=180),
        "promises": (a_promise(),),
    }
    return AgreementTerms(**(given | said))


def signed(home: Home, **said: Any) -> Agreement:
    """An agreement that the secretariat has signed today."""
    drafted = draft_agreement(by=home.as_secretary, terms=terms(home, **said))
    sign_agreement(by=home.as_secretary, agreement_id=drafted)
    return Agreement.objects.get(id=drafted)
