"""Personal access tokens, for the programs of whoever is signed in."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.errors import Refusal
from tenants.tokens import LONGEST_NAME, create_token, revoke_token, standing_tokens

from .asking import DistrictView

LONGEST_DAYS = 3650
TOKENS = ["Tokens"]


class TokenWish(serializers.Serializer):
    """What a new token is for, and for how many days."""

    name = serializers.CharField(max_length=LONGEST_NAME)
    days = serializers.IntegerField(min_value=1, max_value=LONGEST_DAYS, default=365)


class TokenShown(serializers.Serializer):
    """A token as it can be listed: never itself."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)


class TokenTold(TokenShown):
    """A token just made, with itself, which nobody can read again."""

    token = serializers.CharField()


class TokensView(DistrictView):
    """One's own tokens. They work in every district where their account holds mandates."""

    permission = ("manage", "token")
    parser_classes = [JSONParser]

    @extend_schema(summary="Your tokens", tags=TOKENS, responses=TokenShown(many=True))
    def get(self, request: Request, slug: str) -> Response:
        rows = standing_tokens().filter(account=self.reader.account).order_by("created_at")
        return Response(TokenShown(rows, many=True).data)

    @extend_schema(summary="Make a token", tags=TOKENS, request=TokenWish, responses={201: TokenTold})
    def post(self, request: Request, slug: str) -> Response:
        if "Authorization" in request.headers:
            # Or a token that got lost would make others that outlive it.
            raise PermissionDenied(_("Sign in with your password to make a token."))
        wish = TokenWish(data=request.data)
        wish.is_valid(raise_exception=True)
        expires_at = timezone.now() + timedelta(days=wish.validated_data["days"])
        row, token = create_token(
            account=self.reader.account, name=wish.validated_data["name"], expires_at=expires_at
        )
        return Response({**TokenShown(row).data, "token": token}, status=201)


class TokenView(DistrictView):
    """One of one's own tokens."""

    permission = ("manage", "token")

    @extend_schema(summary="Take a token away", tags=TOKENS, responses={204: None})
    def delete(self, request: Request, slug: str, id: UUID) -> Response:
        try:
            revoke_token(account=self.reader.account, token_id=id)
        except Refusal as refusal:
            raise NotFound(refusal.message) from refusal
        return Response(status=204)
