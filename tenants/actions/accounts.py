"""Accounts are made by operators, or by whoever accepts an invitation; never by strangers."""

import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.errors import Refusal
from tenants.models import Account
from tenants.permissions import require


def create_account(*, by: Author, login: str, is_operator: bool = False) -> tuple[Account, str]:
    """An account with a fresh password, told only now. Raises Refusal `LOGIN_TAKEN`, `FORBIDDEN`."""
    require(by, "create", "account")
    password = secrets.token_urlsafe(12)
    try:
        with transaction.atomic():
            account = Account.objects.create_user(login=login, password=password, is_operator=is_operator)
    except IntegrityError as error:
        raise Refusal("LOGIN_TAKEN", _("This login is taken."), ("login",)) from error
    return account, password
