from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "alliance.ledger"
    label = "ledger"
    verbose_name = _("Credits ledger")

    def ready(self) -> None:
        # Registers this area's permissions, kinds of notices, and words for broken constraints.
        from . import notices, permissions, unbreakable, violations  # noqa: F401
