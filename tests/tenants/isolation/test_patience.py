"""A forgotten transaction does not hold up the district."""

import pytest
from django.db import connection


@pytest.mark.django_db
@pytest.mark.parametrize("setting", ["lock_timeout", "idle_in_transaction_session_timeout"])
def test_waiting_has_an_end(setting: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")
        assert cursor.fetchone() in {("5s",), ("1min",)}
