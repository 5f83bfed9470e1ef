"""The sample's ledger: something in every kind, and it balances."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from alliance.ledger.models import CreditCategory, CreditRule, Entry, Transfer
from alliance.ledger.rules import month_of
from alliance.ledger.selectors import statement
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import District, Enterprise, Mandate
from tests.factories.credits import assert_books_balance


@pytest.mark.django_db(transaction=True)
def test_the_sample_has_a_ledger_that_balances(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.sample.accounts.data_folder", lambda: tmp_path)
    call_command("sample", "zhongde", stdout=StringIO())
    with scope(District.objects.get(slug="zhongde")):
        assert_books_balance()
        assert set(Transfer.objects.values_list("kind", flat=True)) == {"GIVEN", "REVERSAL", "EXPIRY"}
        assert CreditCategory.objects.count() == 4 and CreditRule.objects.count() == 2
        months = {(day.year, day.month) for day in Transfer.objects.values_list("day", flat=True)}
        assert len(months) >= 5
        # Both liaisons have a statement to look at; of the article's company nothing is invented.
        for mandate in Mandate.objects.filter(role="LIAISON").select_related("principal"):
            assert statement(mandate.principal, month_of(today())).closing > 0
        named = Enterprise.objects.get(name="新众通")
        assert not Entry.objects.filter(holding__principal=named.id).exists()
    with scope(District.objects.get(slug="yunting")):
        assert not Transfer.objects.exists()
