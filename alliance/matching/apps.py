from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "alliance.matching"
    label = "matching"
    verbose_name = _("Matches and exchanges")

    def ready(self) -> None:
        from . import permissions  # noqa: F401  (registers this area's rows in the one table)
