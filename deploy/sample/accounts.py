"""The secrets of the sample's accounts: fresh and random, told by `deploy/up`, kept for the owner only."""

import json
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from api.graphql.ids import encode
from deploy.embedded.instance import write_private
from deploy.env import data_folder
from deploy.sample.hats import HATS, Hat
from tenants.isolation.scope import scope
from tenants.models import AccessToken, Account, District, Mandate
from tenants.readers import standing_mandates
from tenants.selectors.names import names_of
from tenants.tokens import account_of_token, create_token

FILE, TOKEN = "sample-accounts.json", "sample"


def are_told() -> bool:
    """Whether the file is there and speaks of this database."""
    file = data_folder() / FILE
    if not file.exists():
        return False
    kept = json.loads(file.read_text("utf-8"))
    return any(account_of_token(entry["token"]) for entry in kept)


def tell() -> int:
    """Give the sample's accounts new passwords and tokens and write them down; returns how many.

    What they had before is void. Nothing happens to other accounts.
    """
    with transaction.atomic():
        accounts = {account.login: account for account in _accounts()}
        entries = [_entry(hat, accounts[hat.login]) for hat in HATS if hat.login in accounts]
    # Written after the commit: a file that is missing makes the next run issue new ones.
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    write_private(data_folder() / FILE, text)
    return len(entries)


def _accounts() -> list[Account]:
    logins = [hat.login for hat in HATS]
    return list(Account.objects.select_for_update().filter(login__in=logins).order_by("id"))


def _entry(hat: Hat, account: Account) -> dict[str, Any]:
    password = secrets.token_urlsafe(12)
    account.set_password(password)
    account.save(update_fields=["password"])
    old = AccessToken.objects.filter(account=account, name=TOKEN, revoked_at=None)
    old.update(revoked_at=timezone.now())
    _row, token = create_token(account=account, name=TOKEN)
    return {
        "name": hat.name,
        "login": hat.login,
        "password": password,
        "token": token,
        "role": hat.label,
    }


def told() -> list[dict[str, Any]]:
    """The accounts with the secrets of the file, and the mandates that they hold now."""
    file = data_folder() / FILE
    kept = json.loads(file.read_text("utf-8")) if file.exists() else []
    hats = {hat.login: hat for hat in HATS}
    known = [entry for entry in kept if entry["login"] in hats]
    return [entry | {"mandates": _mandates(hats[entry["login"]])} for entry in known]


def _mandates(hat: Hat) -> list[dict[str, str]]:
    """What a program needs to act: the mandate's id as GraphQL takes it (`actingAs`), and where it holds."""
    with scope(District.objects.get(slug=hat.district)):
        held = standing_mandates().filter(account__login=hat.login).select_related("principal")
        return [
            {
                "id": encode("Mandate", mandate.id),
                "district": hat.district,
                "role": mandate.role,
                "label": _label(mandate),
            }
            for mandate in held.order_by("starts", "id")
        ]


def _label(mandate: Mandate) -> str:
    """Whom a mandate is for, as people call it."""
    return names_of([mandate.principal])[mandate.principal_id]
