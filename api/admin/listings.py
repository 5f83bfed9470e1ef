from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alliance.resources.actions import close_listing
from alliance.resources.models import Listing
from alliance.resources.selectors import visible
from tenants.errors import Refusal

from .pages import DistrictPage
from .site import author_of_request, reader_of_request, site


@admin.register(Listing, site=site)
class ListingPage(DistrictPage):
    """The lists the secretariat keeps: what should not stand there, it closes."""

    view_right = ("read", "listing.district")
    list_display = ("title", "kind", "state", "audience", "enterprise", "ends", "created_at")
    list_filter = ("kind", "state", "audience")
    list_select_related = ("enterprise",)
    search_fields = ("title", "enterprise__name")
    ordering = ("-created_at", "-id")
    fields = (
        "title",
        "kind",
        "state",
        "audience",
        "enterprise",
        "description",
        "starts",
        "ends",
        "created_at",
    )
    actions = ("close_chosen",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Listing]:
        """Named audiences stay among themselves here too."""
        return visible(reader_of_request(request)).order_by(*self.ordering)

    @admin.action(description=_("Close"))
    def close_chosen(self, request: HttpRequest, queryset: QuerySet[Listing]) -> None:
        by = author_of_request(request, "close", "listing")
        try:
            for listing in queryset:
                close_listing(by=by, listing_id=listing.id)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
