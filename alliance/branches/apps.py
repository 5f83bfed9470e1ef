from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BranchesConfig(AppConfig):
    name = "alliance.branches"
    label = "branches"
    verbose_name = _("Party organisations")

    def ready(self) -> None:
        # Register this area's rows in the one table, its notices, what waits, its words for refusals,
        # what it follows, what pages do not show, and what its principals are called.
        from . import events, notices, pages, papers, pending, permissions, unbreakable, violations  # noqa: F401
        from .selectors import names  # noqa: F401
