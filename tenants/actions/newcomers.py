"""Who holds an invitation and has no account yet gets one: the only sign-up there is."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenants.errors import Refusal
from tenants.models import Account

from .mandates import accept, open_invitation

# No 0/o, 1/l/i: people read a login aloud. 8 of 31 characters: 8·10¹¹ logins, not to be guessed.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


@transaction.atomic
def accept_with_new_account(*, secret: str, password: str, language: str = "") -> Account:
    """Make an account with a login of its own and accept the invitation with it.

    No address is asked, so none can be probed. Returns the account; its login is to be shown once.
    Raises NotFound for a link that does not work, Refusal `PASSWORD_WEAK` with the reasons.
    """
    open_invitation(secret)
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Refusal("PASSWORD_WEAK", " ".join(weak.messages), ("password",)) from weak
    account = Account.objects.create_user(login=_free_login(), password=password, language=language)
    accept(secret=secret, account=account)
    return account


def _free_login() -> str:
    for _attempt in range(10):
        login = "u-" + "".join(secrets.choice(LETTERS) for _place in range(8))
        if not Account.objects.filter(login=login).exists():
            return login
    raise Refusal("BUSY", _("No free login was found. Try again."))
