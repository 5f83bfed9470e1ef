"""Who holds an invitation and has no account yet gets one: the only sign-up there is."""

import re
import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.errors import Refusal
from tenants.models import Account, Invitation
from tenants.permissions import Role
from tenants.rules.phones import phone_number
from tenants.rules.visible import shows

from .mandates import accept, open_invitation

# No 0/o, 1/l/i: people read a login aloud. 8 of 31 characters: 8·10¹¹ logins, not to be guessed.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
LONGEST_NAME = 60
_UNWRITTEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@transaction.atomic
def accept_as(*, secret: str, account: Any, name: str = "", phone: str = "") -> Invitation:
    """Accept an invitation and say who one is, as far as one likes; the district knows it once the office
    has approved. Raises NotFound, Refusal `TOO_LONG`, `PHONE_INVALID`."""
    name = " ".join(_UNWRITTEN.sub(" ", name).split())
    if len(name) > LONGEST_NAME:
        raise Refusal("TOO_LONG", _("A name has at most 60 characters."), ("name",))
    number = phone_number(phone) if phone.strip() else ""
    if number is None:
        raise Refusal("PHONE_INVALID", _("This is not a phone number."), ("phone",))
    invitation = accept(secret=secret, account=account)
    if not shows(name):
        name = ""
    if name or number:
        with act("invitation.introduce", by=Author(role=Role.ACCOUNT, account_id=account.pk)) as record:
            record.update(invitation, accepted_name=name, accepted_phone=number)
    return invitation


@transaction.atomic
def accept_with_new_account(
    *, secret: str, password: str, language: str = "", name: str = "", phone: str = ""
) -> Account:
    """Make an account with a login of its own and accept the invitation with it.

    No address is asked, so none can be probed. Returns the account; its login is to be shown once.
    Raises NotFound for a link that does not work, Refusal `PASSWORD_WEAK` with the reasons, and as
    `accept_as` does.
    """
    open_invitation(secret)
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Refusal("PASSWORD_WEAK", " ".join(weak.messages), ("password",)) from weak
    account = Account.objects.create_user(login=_free_login(), password=password, language=language)
    accept_as(secret=secret, account=account, name=name, phone=phone)
    return account


def _free_login() -> str:
    for _attempt in range(10):
        login = "u-" + "".join(secrets.choice(LETTERS) for _place in range(8))
        if not Account.objects.filter(login=login).exists():
            return login
    raise Refusal("BUSY", _("No free login was found. Try again."))
