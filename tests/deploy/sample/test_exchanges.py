"""The sample's exchanges: some in each state, credited where the table says so."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Q

from alliance.ledger.models import Transfer
from alliance.matching.models import Exchange, ExchangeState, Match, MatchState
from alliance.notices.models import Receipt
from deploy.sample import zhongde
from tenants.isolation.scope import scope
from tenants.models import Account, District, Enterprise
from tests.factories.credits import assert_books_balance

pytestmark = pytest.mark.django_db(transaction=True)


def test_there_is_one_in_each_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.sample.accounts.data_folder", lambda: tmp_path)
    call_command("sample", "zhongde", verbosity=0)
    with scope(District.objects.get(slug=zhongde.SLUG)):
        assert set(Match.objects.values_list("state", flat=True)) == set(MatchState.values)
        assert set(Exchange.objects.values_list("state", flat=True)) == set(ExchangeState.values)
        given = Exchange.objects.filter(state="CONFIRMED", offer__category="ROOM").get()
        assert Transfer.objects.get(about_id=given.id).id == given.transfer_id
        assert_books_balance()
        named = Enterprise.objects.get(name="新众通").id
        assert not Match.objects.filter(Q(giver=named) | Q(taker=named)).exists()
        for login in ("zhongde-liaison", "zhongde-liaison-2", "zhongde-secretariat"):
            told = Receipt.objects.filter(account=Account.objects.get(login=login))
            assert told.filter(notice__about_type__in=["Match", "Exchange"]).exists(), login
