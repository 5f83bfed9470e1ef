from typing import Any

from django.contrib import admin, messages
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenants.actions.mandates import revoke
from tenants.errors import Refusal
from tenants.models import Enterprise, Mandate

from .pages import DistrictPage
from .site import author_of_request, site


@admin.register(Mandate, site=site)
class MandatePage(DistrictPage):
    """Who may act as whom. Liaisons get theirs by invitation; here one is taken away."""

    view_right = ("revoke", "mandate")
    list_display = ("principal_name", "role", "account", "starts", "ends", "revoked_at")
    list_filter = ("role",)
    list_select_related = ("account",)
    search_fields = ("account__login",)
    ordering = ("-starts", "-id")
    fields = list_display
    readonly_fields = ("principal_name",)
    actions = ("revoke_chosen",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mandate]:
        # An office has a name of its own, an enterprise has the id of its principal.
        enterprise = Enterprise.objects.filter(id=OuterRef("principal_id")).values("name")
        name = Coalesce(NullIf("principal__name", Value("")), Subquery(enterprise), output_field=CharField())
        return super().get_queryset(request).annotate(_principal_name=name)

    @admin.display(description=_("acts as"))
    def principal_name(self, mandate: Any) -> str:
        return mandate._principal_name

    @admin.action(description=_("Revoke, at once"))
    def revoke_chosen(self, request: HttpRequest, queryset: QuerySet[Mandate]) -> None:
        by = author_of_request(request, "revoke", "mandate")
        try:
            for mandate in queryset:
                revoke(by=by, mandate_id=mandate.id)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
