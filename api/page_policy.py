"""What our pages may load: from ourselves only, so that they work where nothing else can be reached."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
# Styles may stand in the page: ours do, and GraphiQL and Swagger UI set them on what they draw.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "form-action 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def own_content_only(view: View) -> View:
    """A view whose pages tell the browser to load nothing of anybody else's."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["Content-Security-Policy"] = POLICY
        return response

    return guarded  # type: ignore[return-value]
