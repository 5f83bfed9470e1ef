from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, URLField
from django.forms import HiddenInput, IntegerField, ModelForm
from django.http import HttpRequest

from tenants.actions.enterprises import PAGE_FIELDS, change_page, rename
from tenants.models import Enterprise

from .pages import DistrictPage
from .site import author_of_request, site


class EnterpriseForm(ModelForm):
    """Says at which version it was shown: what somebody else saved meanwhile is not written over."""

    version = IntegerField(widget=HiddenInput)


@admin.register(Enterprise, site=site)
class EnterprisePage(DistrictPage):
    """The one thing the secretariat changes here: an enterprise's name and what its page says."""

    view_right = ("read", "directory")
    change_right = ("change", "enterprise")
    list_display = ("name", "shop_sign", "uscc", "kind", "format", "industry", "updated_at")
    list_filter = ("kind", "sector", "format", "initial")
    search_fields = ("name", "shop_sign", "uscc")
    ordering = ("sort_key", "id")
    fields = (
        "name", "shop_sign", "uscc", "kind", "sector", "format", "industry", "head_office", "description",
        "website", "public_phone", "updated_at", "version",
    )  # fmt: skip
    # What the register says of a company comes in with the roster, not by hand.
    readonly_fields = ("uscc", "kind", "sector", "head_office", "updated_at")

    form = EnterpriseForm
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enterprise]:
        return super().get_queryset(request).select_related("format", "industry", "head_office")

    def save_model(self, request: HttpRequest, obj: Enterprise, form: Any, change: bool) -> None:
        """By the same actions as everywhere. Raises Refusal."""
        by = author_of_request(request, "change", "enterprise")
        at = form.cleaned_data["version"]  # as the form was shown, not as the row is by now
        if "name" in form.changed_data:
            name = form.cleaned_data["name"]
            at = rename(by=by, enterprise_id=obj.id, name=name, expected_version=at).version
        changed = {name: form.cleaned_data[name] for name in form.changed_data if name in PAGE_FIELDS}
        if changed:
            change_page(by=by, enterprise_id=obj.id, expected_version=at, **changed)
