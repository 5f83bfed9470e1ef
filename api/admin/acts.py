from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenants.models import Act, ActChange

from .pages import DistrictPage
from .site import site


@admin.register(Act, site=site)
class ActPage(DistrictPage):
    """Who did what, when, under which mandate. The search also takes the id of a row: its history."""

    view_right = ("read", "act")
    list_display = ("at", "verb", "summary", "account", "as_role")
    list_select_related = ("account", "mandate")
    search_fields = ("summary", "verb")
    ordering = ("-at", "-id")
    fields = ("at", "verb", "summary", "account", "as_role", "what")
    readonly_fields = ("as_role", "what")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Act], search_term: str
    ) -> tuple[QuerySet[Act], bool]:
        try:
            row = UUID(search_term)
        except ValueError:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(id__in=ActChange.objects.filter(row=row).values("act_id")), False

    @admin.display(description=_("role"))
    def as_role(self, act: Act) -> str:
        return act.mandate.get_role_display() if act.mandate else "—"  # type: ignore[attr-defined]

    @admin.display(description=_("rows"))
    def what(self, act: Act) -> Any:
        """The first rows it touched; an import may have thousands."""
        changes = act.changes.order_by("seq").values_list("model", "row")[:20]
        return "\n".join(f"{model} {row}" for model, row in changes)
