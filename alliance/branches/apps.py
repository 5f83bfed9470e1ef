from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BranchesConfig(AppConfig):
    name = "alliance.branches"
    label = "branches"
    verbose_name = _("Party organisations")

    def ready(self) -> None:
        from . import permissions  # noqa: F401  (registers this area's rows in the one table)
