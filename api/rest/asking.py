"""REST inside a district: who asks, and which district, as GraphQL has it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from graphql import GraphQLError
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from api.graphql.reader import NotHere, account_of, open_district
from tenants.isolation.scope import scope
from tenants.models import Account, District
from tenants.readers import Reader, reader_of


class TokenOrSession(BaseAuthentication):
    """A bearer token, or the session of our own pages."""

    def authenticate(self, request: Request) -> tuple[Account, None] | None:
        raw: HttpRequest = request._request
        try:
            account = account_of(raw)
        except GraphQLError as error:
            raise AuthenticationFailed(error.message) from error
        return (account, None) if account else None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class TokenOrSessionScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document names it: either of the two."""

    target_class = TokenOrSession
    name = ["token", "session"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        return [
            {"type": "http", "scheme": "bearer"},
            {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
        ]


class DistrictView(APIView):
    """A view of one district. `permission` (verb, thing) is asked before anything is read.

    No district, one not open to the reader, and a right the reader lacks there all answer 404.
    """

    authentication_classes = [TokenOrSession]
    permission: tuple[str, str] | None = None
    district: District
    reader: Reader

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.permission is None:
            raise TypeError(f"{cls.__name__} needs a permission: (verb, thing).")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        account = request.user if isinstance(request.user, Account) else None
        try:
            self.district = open_district(kwargs["slug"], account)
        except NotHere:
            raise NotFound from None
        with scope(self.district):
            self.reader = reader_of(account)
            if not self.reader.may(*self.permission, owner=self.reader.principals):  # type: ignore[misc]
                raise NotFound
