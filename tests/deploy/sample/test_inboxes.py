"""Once the sample is loaded, whoever acts finds something in the inbox; a branch's page has life in it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from alliance.branches.models import BranchActivity
from alliance.notices.models import Receipt
from alliance.resources.selectors import visible
from deploy.sample import zhongde
from deploy.sample.hats import HATS
from tenants.isolation.scope import scope
from tenants.models import Account, District
from tenants.readers import reader_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_inbox_is_empty_and_a_branch_has_life_in_it(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("deploy.sample.accounts.data_folder", lambda: tmp_path)
    call_command("sample", "zhongde", verbosity=0)
    found: dict[str, list[str]] = {}
    for hat in HATS:
        with scope(District.objects.get(slug=hat.district)):
            account = Account.objects.get(login=hat.login)
            found[hat.login] = list(
                Receipt.objects.filter(account=account).values_list("notice__kind", flat=True)
            )
    # The sub-district reads: nothing is addressed to it.
    assert found.pop("zhongde-sub-district") == []
    assert all(found.values()), {login: len(kinds) for login, kinds in found.items()}
    assert {"project.claimed", "project.delivered", "term.ending"} <= set(found["zhongde-branch"])
    assert set(found["yunting-liaison"]) == {"project.claimed", "project.delivered"}
    with scope(District.objects.get(slug=zhongde.SLUG)):
        secretary = reader_of(Account.objects.get(login="zhongde-branch"))
        [branch] = secretary.principals
        done = BranchActivity.objects.filter(organisation=branch)
        assert done.count() == 3 and all(one.head_count for one in done)
        [project] = visible(secretary).filter(owner=branch, kind="PROJECT", state="OPEN")
        taken = {part.title: (part.taken, part.quantity) for part in project.parts.all()}
        assert any(0 < one < whole for one, whole in taken.values())
