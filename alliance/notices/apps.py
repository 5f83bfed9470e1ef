from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "alliance.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from . import permissions  # noqa: F401  (registers this area's rows in the one table)
