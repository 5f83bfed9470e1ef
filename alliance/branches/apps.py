from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BranchesConfig(AppConfig):
    name = "alliance.branches"
    label = "branches"
    verbose_name = _("Party organisations")

    def ready(self) -> None:
        # Register this area's rows in the one table, its notices, what waits, its words for refusals,
        # what it follows, and what its principals are called.
<<<<<<< HEAD
        from . import events, notices, papers, permissions, unbreakable, violations  # noqa: F401
=======
        from . import events, notices, pending, permissions, unbreakable, violations  # noqa: F401
>>>>>>> 22b2675afc3a91215df904b3e17672fd5280e1cc
        from .selectors import names  # noqa: F401
