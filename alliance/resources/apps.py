from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "alliance.resources"
    label = "resources"
    verbose_name = _("Resources, wants and projects")

    def ready(self) -> None:
        # Registers what this room tells, follows, lets read and explains, and its rows in the one table.
        from . import (  # noqa: F401
            attachments,
            events,
            notices,
            pending,
            permissions,
            unbreakable,
            violations,
        )
