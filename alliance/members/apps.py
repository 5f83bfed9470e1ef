from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "alliance.members"
    label = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        # Each registers something of this area: notices, what pages show, rights, words for refusals.
        from . import notices, pages, permissions, unbreakable, violations  # noqa: F401
