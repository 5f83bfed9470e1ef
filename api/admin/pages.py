"""What all pages of the admin have in common: rights from the one table, writes by actions, no own log."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from unfold.admin import ModelAdmin

from tenants.errors import Refusal

from .site import reader_of_request

Right = tuple[str, str]  # verb, thing


class DistrictPage(ModelAdmin):
    """A page that shows rows. One with a `change_right` has a form, whose `save_model` calls an action."""

    view_right: Right
    change_right: Right | None = None
    actions: Sequence[str] | None = None  # type: ignore[assignment]
    show_full_result_count = False
    list_per_page = 50

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return reader_of_request(request).may(*self.view_right)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.change_right is not None and reader_of_request(request).may(*self.change_right)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            return HttpResponseRedirect(request.get_full_path())

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Acts are the log: the history of a row is what acts did to it."""
        return redirect(f"{reverse('admin:tenants_act_changelist')}?q={object_id}")

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Nothing: acts are the log."""

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Nothing: acts are the log."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Nothing: acts are the log."""
