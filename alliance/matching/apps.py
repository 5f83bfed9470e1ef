from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "alliance.matching"
    label = "matching"
    verbose_name = _("Matches and exchanges")

    def ready(self) -> None:
        # Registers what this area tells, follows and explains, and its rows in the one table.
        from . import events, notices, pending, permissions, unbreakable, violations  # noqa: F401
