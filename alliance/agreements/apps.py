from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "alliance.agreements"
    label = "agreements"
    verbose_name = _("Co-building agreements")

    def ready(self) -> None:
        # Each registers what this area has: rights, kinds of notices, meanings of constraints.
        from . import notices, permissions, unbreakable, violations  # noqa: F401
