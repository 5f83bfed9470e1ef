from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Where allauth's habits would tell somebody which logins there are, or let anybody in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the operator or on an invitation's page."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """An account that may not sign in any more answers like a wrong password."""
        account = super().authenticate(request, **credentials)
        return account if account is not None and account.is_active else None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth's own counts per host name too, which the client chooses.
        return str(credentials.get("username", "")).lower()
