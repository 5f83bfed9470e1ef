from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Where allauth's habits would tell somebody which logins there are, or let anybody in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Too many wrong passwords: from here even the right one is not taken now. "
            "Wait five minutes and try again."
        )
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the operator or on an invitation's page."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """An account that may not sign in any more answers like a wrong password."""
        account = super().authenticate(request, **credentials)
        return account if account is not None and account.is_active else None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By login and address: by the login alone, anybody could keep its owner out. Not by host name, as
        # allauth does: the client chooses that.
        return f"{get_ip(request)} {str(credentials.get('username', '')).lower()}"
