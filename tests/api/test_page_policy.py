"""Our pages name nobody else's addresses, and tell the browser to load nothing from there."""

import re

import pytest
from django.test import Client

from tests.factories.town import Town

PAGES = [
    "/",
    "/d/home/search",
    "/api/docs/",
    "/d/home/graphql",
    "/d/home/invitation/never-was",
    "/d/home/address/never-was",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_loads_from_ourselves_only(town: Town, address: str) -> None:
    page = Client().get(address, headers={"Accept": "text/html"})
    assert page["Content-Type"].startswith("text/html")
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.content.decode())
    assert [one for one in loaded if not re.match(r"/(?!/)|data:,$", one)] == []
    policy = page["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "script-src" not in policy and "http" not in policy
