"""Which tables stand inside the walls, and the named list of those outside, each with its reason."""

from functools import cache

from django.apps import apps

# A model is either Scoped or named here. The guard test fails for a model that is neither, and for
# a name here that is no model any more.
OUTSIDE = {
    "tenants.District": "names the districts themselves; read before one can be opened",
    "tenants.Account": "a login and its secret; one account may hold mandates in several districts",
    "tenants.AccessToken": "names an account before the district is known; holds a hash only",
    "tenants.OutboxEvent": "ids only; has a policy of its own, since the relay reads every district's",
    "auth.Permission": "Django's; unused, required by the admin",
    "auth.Group": "Django's; unused, required by the admin",
    "auth.Group_permissions": "Django's; unused, required by the admin",
    "contenttypes.ContentType": "names of models",
    "sessions.Session": "a login at work; holds an account id only",
    "admin.LogEntry": "never written: acts are the log",
    "account.EmailAddress": "allauth's; an address belongs to an account",
    "account.EmailConfirmation": "allauth's; an address belongs to an account",
}


@cache
def _scoped_models() -> tuple[type, ...]:
    from .models import Scoped

    apps.check_models_ready()
    return tuple(model for model in apps.get_models() if issubclass(model, Scoped))


@cache
def scoped_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in _scoped_models())  # type: ignore[attr-defined]


@cache
def readable_by_account() -> frozenset[str]:
    """Tables with a second policy: an account reads its own rows in every district."""
    return frozenset(
        model._meta.db_table  # type: ignore[attr-defined]
        for model in _scoped_models()
        if getattr(model, "own_account_policy", False)
    )


@cache
def append_only() -> frozenset[str]:
    """Labels of the models whose rows the app may neither change nor delete."""
    from .constraints import RowSecurity

    return frozenset(
        model._meta.label  # type: ignore[attr-defined]
        for model in _scoped_models()
        for one in model._meta.constraints  # type: ignore[attr-defined]
        if isinstance(one, RowSecurity) and one.append_only
    )
