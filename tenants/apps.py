from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    name = "tenants"
    verbose_name = _("The place and its people")

    def ready(self) -> None:
        from .actions import rekeying  # noqa: F401  (what it follows)
        from .acts import unbreakable  # noqa: F401  (why some rules need no words)
        from .isolation import checks  # noqa: F401  (registers the system checks)
