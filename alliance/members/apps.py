from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "alliance.members"
    label = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        # Register this area's rows in the one table, its notices, what pages show, its words for what the database
        # refuses.
        from . import notices, pages, permissions, violations  # noqa: F401
