"""The one address of a district's GraphQL: `/d/<slug>/graphql`."""

import logging
from typing import Any

import orjson
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.vary import vary_on_headers
from graphene_django.views import GraphQLView
from graphql import ExecutionResult, GraphQLError

from api.page_policy import own_content_only
from tenants.acts.violations import refusal_for
from tenants.errors import Refusal
from tenants.isolation.models import new_id
from tenants.models import District

from .asking import asked_in
from .context import Context
from .documents import run
from .errors import CODES, SENTENCES, problem, sentence
from .reader import NotHere, account_of, open_district

log = logging.getLogger("api.graphql")


@method_decorator(csrf_exempt, name="dispatch")  # see reader.account_of: which cookies count
class DistrictGraphQLView(GraphQLView):
    """Answers queries by GET and POST, mutations by POST; GraphiQL for browsers."""

    graphiql = True

    @method_decorator(vary_on_headers("Accept", "Accept-Language", "Authorization", "Cookie"))
    def dispatch(self, request: HttpRequest, slug: str) -> HttpResponseBase:  # type: ignore[override]
        request_id = new_id().hex
        try:
            response = self._respond(request, slug, request_id)
        except GraphQLError as error:
            response = self._answer(ExecutionResult(None, [error]), request_id)
        except Exception as error:  # the one place where what nobody expected ends up
            response = self._answer(ExecutionResult(None, [unexpected(error, request_id)]), request_id, 500)
        response["X-Request-Id"] = request_id
        return response

    def _respond(self, request: HttpRequest, slug: str, request_id: str) -> HttpResponseBase:
        if request.method not in ("GET", "POST"):
            refused = self._answer(ExecutionResult(None, [problem("METHOD_NOT_ALLOWED")]), request_id, 405)
            refused["Allow"] = "GET, POST"
            return refused
        account = account_of(request)
        try:
            district = open_district(slug, account)
        except NotHere:
            return self._answer(ExecutionResult(None, [problem("NOT_FOUND")]), request_id, 404)
        if request.method == "GET" and self.request_wants_html(request):
            return graphiql_page(request, district)
        asked = asked_in(request)
        context = Context(request, district, account, request_id)
        with translation.override((account and account.language) or translation.get_language()):
            try:
                result = run(self.schema, asked, context)
            except GraphQLError as error:
                result = ExecutionResult(None, [error])
            return self._answer(result, request_id)

    def _answer(self, result: ExecutionResult, request_id: str, status: int | None = None) -> HttpResponse:
        errors = [as_told(error, request_id) for error in result.errors or ()]
        # A request that could not be executed at all has no `data`; one that was has it, be it null.
        executed = not errors or any("path" in error for error in errors)
        body: dict[str, Any] = {"errors": errors} if errors else {}
        if executed:
            body["data"] = result.data
        return HttpResponse(
            orjson.dumps(body),
            status=status or (200 if executed else STATUS.get(errors[0]["extensions"]["code"], 400)),
            content_type="application/json",
        )


# What GraphiQL opens with: runs as it stands, for everybody.
FIRST_QUERY = """{
  district { name }
  searchEnterprises(text: "xzt", first: 3) {
    edges {
      node {
        name
        unit { label building { name } }
      }
    }
  }
  listings(first: 3) {
    edges {
      node { kind title enterprise { name } }
    }
  }
}"""


@own_content_only
def graphiql_page(request: HttpRequest, district: District) -> HttpResponse:
    return render(request, "api/graphiql.html", {"district": district, "query": FIRST_QUERY})


STATUS = {"UNAUTHENTICATED": 401, "UNSUPPORTED_MEDIA_TYPE": 415, "INTERNAL": 500, "METHOD_NOT_ALLOWED": 405}


def unexpected(error: BaseException, request_id: str) -> GraphQLError:
    log.error("Request %s failed: %s", request_id, type(error).__name__, exc_info=error)
    return problem("INTERNAL", requestId=request_id)


def as_told(error: GraphQLError, request_id: str) -> dict[str, Any]:
    """An error as the client gets it: code and request id always, internal texts never."""
    told = error.formatted
    extensions = dict(told.get("extensions") or {})
    cause = error.original_error
    if isinstance(cause, DatabaseError):  # a statement that was stopped, a lock not had in time
        cause = refusal_for(cause) or cause
    if isinstance(cause, Refusal):
        told["message"], extensions = str(cause.message), {"code": cause.code}
    elif cause is not None and not isinstance(cause, GraphQLError):
        told["message"], extensions = unexpected(cause, request_id).message, {"code": "INTERNAL"}
    elif extensions.get("code") in SENTENCES:
        # Said anew: a document's errors are remembered, and may first have been said to somebody else.
        told["message"] = sentence(**extensions)
    elif extensions.get("code") not in CODES:
        extensions = {"code": "GRAPHQL_VALIDATION_FAILED"}
    return {**told, "extensions": {**extensions, "requestId": request_id}}
