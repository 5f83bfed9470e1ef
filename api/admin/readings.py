from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenants.actions.readings import remove_local_reading, set_local_reading
from tenants.models import LocalReading
from tenants.reading.local_readings import LOCAL_READINGS
from tenants.reading.pinyin import spoken

from .pages import DistrictPage
from .site import author_of_request, site


@admin.register(LocalReading, site=site)
class LocalReadingPage(DistrictPage):
    """The district's own readings: added, changed and removed here by the secretariat."""

    view_right = ("read", "local_reading")
    change_right = ("set", "local_reading")
    list_display = ("phrase", "reading", "otherwise")
    search_fields = ("phrase", "reading")
    ordering = ("phrase", "id")
    fields = ("phrase", "reading")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("phrase",) if obj else ()

    @admin.display(description=_("without this entry"))
    def otherwise(self, entry: LocalReading) -> str:
        return " ".join(spoken(entry.phrase, LOCAL_READINGS))

    def save_model(self, request: HttpRequest, obj: LocalReading, form: Any, change: bool) -> None:
        """By the same action as everywhere. Raises Refusal."""
        by = author_of_request(request, "set", "local_reading")
        obj.pk = set_local_reading(by=by, phrase=obj.phrase, reading=form.cleaned_data["reading"])

    def delete_model(self, request: HttpRequest, obj: LocalReading) -> None:
        by = author_of_request(request, "set", "local_reading")
        remove_local_reading(by=by, reading_id=obj.pk)
