from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "alliance.ledger"
    label = "ledger"
    verbose_name = _("Credits ledger")

    def ready(self) -> None:
        from . import permissions  # noqa: F401  (registers this area's rows in the one table)
