"""Asking as people do: over HTTP, through every middleware."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenants.models import Account, District
from tenants.tokens import create_token
from tests.factories.ground import a_district


class Asker:
    """Somebody at their program: `ask(query, **variables)` gives the JSON answered."""

    def __init__(self, district: District, account: Account | None = None, language: str = "en") -> None:
        self.address = f"/d/{district.slug}/graphql"
        self.headers = {"Accept-Language": language}
        if account:
            self.headers["Authorization"] = f"Bearer {create_token(account=account, name='test')[1]}"
        self.statements = 0

    def __call__(self, query: str, **variables: Any) -> dict[str, Any]:
        body = {"query": query, "variables": variables}
        with CaptureQueriesContext(connection) as seen:
            response = Client().post(self.address, body, "application/json", headers=self.headers)
        self.statements = len(seen)
        return response.json()

    def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors."""
        answer = self(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def code(self, query: str, **variables: Any) -> str:
        """The code of the one error of an answer."""
        [error] = self(query, **variables)["errors"]
        return error["extensions"]["code"]


@pytest.fixture
def somewhere(db: None) -> District:
    """A district that nothing is read from: rolled back, not emptied, which is ten times as quick."""
    return a_district("somewhere")


@pytest.fixture
def ask() -> Callable[..., Asker]:
    """`ask(district)` for the public, `ask(district, account)` for somebody."""
    return Asker
