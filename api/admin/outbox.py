from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from tenants.isolation.scope import current_district_id
from tenants.models import OutboxEvent

from .pages import DistrictPage
from .site import site


@admin.register(OutboxEvent, site=site)
class OutboxPage(DistrictPage):
    """Events of this district that failed too often and wait for a person. In no row of the permission
    table, so for operators only."""

    view_right = ("read", "outbox")
    list_display = ("consumer", "topic", "aggregate", "attempts", "set_aside_at", "error")
    list_filter = ("consumer", "topic")
    ordering = ("-set_aside_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboxEvent]:
        # The policy would let the relay see more; a page says its district itself.
        waiting = OutboxEvent.objects.filter(district_id=current_district_id(), done_at=None)
        return waiting.filter(set_aside_at__isnull=False).order_by(*self.ordering)
