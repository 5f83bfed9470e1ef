from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RatingsConfig(AppConfig):
    name = "alliance.ratings"
    label = "ratings"
    verbose_name = _("Star ratings")

    def ready(self) -> None:
        # Register this area's rows in the one table, and its words for what the database refuses.
        from . import permissions, unbreakable, violations  # noqa: F401
