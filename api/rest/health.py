"""Alive, ready, measured: what load balancers, `deploy/up` and Prometheus ask."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.rest.measures import REGISTRY
from api.rest.parts import broker_state, database_state, index_state


def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; it says nothing about its parts."""
    return JsonResponse({"alive": True})


def readyz(request: HttpRequest) -> JsonResponse:
    """200 iff the database answers and is migrated. Broker and index are only named."""
    database = database_state()
    ready = database == "ok"
    parts = {"database": database, "broker": broker_state(), "index": index_state()}
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format. Totals over all districts, so that no district shows."""
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)
