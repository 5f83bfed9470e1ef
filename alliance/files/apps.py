from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "alliance.files"
    label = "files"
    verbose_name = _("Files")

    def ready(self) -> None:
        from . import permissions, unbreakable  # noqa: F401  (registers this area's rows in the one table)
