"""The look of `/d/<slug>/admin/` (django-unfold)."""

from typing import Any

from django.http import HttpRequest


def district_name(request: HttpRequest) -> Any:
    """The open district; before signing in none is told."""
    return getattr(request, "district", None) or "商圈联盟 District Alliance"


UNFOLD = {
    "SITE_TITLE": district_name,
    "SITE_HEADER": district_name,
    "SITE_SYMBOL": "apartment",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": False,
    "SIDEBAR": {"show_search": False, "show_all_applications": False},
    "COMMAND": {"search_models": False, "show_history": False},
}
