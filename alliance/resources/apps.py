from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "alliance.resources"
    label = "resources"
    verbose_name = _("Resources, wants and projects")

    def ready(self) -> None:
        # Registers what this room tells, follows, lets read and explains, and its rows in the one table.
        from . import attachments, events, notices, permissions, unbreakable, violations  # noqa: F401
