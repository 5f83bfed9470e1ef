from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RatingsConfig(AppConfig):
    name = "alliance.ratings"
    label = "ratings"
    verbose_name = _("Star ratings")

    def ready(self) -> None:
        from . import permissions  # noqa: F401  (registers this area's rows in the one table)
