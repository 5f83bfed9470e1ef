from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "alliance.resources"
    label = "resources"
    verbose_name = _("Resources, wants and projects")

    def ready(self) -> None:
        from . import permissions, unbreakable  # noqa: F401  (registers what is this room's)
