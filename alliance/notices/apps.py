from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "alliance.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        # Each registers what it holds: rights, words, meanings, finders, consumers.
        from . import events, invitations, notices, permissions, unbreakable, violations  # noqa: F401
