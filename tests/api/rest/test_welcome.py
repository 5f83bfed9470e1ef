"""The first page: names the public districts, and no other."""

import pytest
from django.test import Client

from tenants.models import District


@pytest.fixture
def districts(transactional_db: None) -> None:
    District.objects.create(slug="open", name="河西广场")
    District.objects.create(slug="closed", name="内部商圈", is_public=False)


def test_the_first_page_leads_to_the_public_districts_only(districts: None) -> None:
    page = Client().get("/").content.decode()
    assert "河西广场" in page and 'href="/d/open/search"' in page and 'href="/d/open/graphql"' in page
    assert "内部商圈" not in page and "closed" not in page


@pytest.mark.parametrize(
    ("language", "greeting"), [("zh-CN", "自己运转的商圈"), ("en", "A district that runs itself")]
)
def test_it_greets_in_the_reader_s_language(districts: None, language: str, greeting: str) -> None:
    page = Client().get("/", headers={"accept-language": language})
    assert greeting in page.content.decode()


def test_an_empty_platform_says_what_to_do(transactional_db: None) -> None:
    assert "manage.py district create" in Client().get("/").content.decode()
