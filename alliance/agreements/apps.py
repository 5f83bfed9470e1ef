from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "alliance.agreements"
    label = "agreements"
    verbose_name = _("Co-building agreements")

    def ready(self) -> None:
        from . import permissions  # noqa: F401  (registers this area's rows in the one table)
