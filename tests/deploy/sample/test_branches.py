"""The sample's Party organisations: papers, terms, coverage, and of 新众通 nothing but its stars."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from alliance.branches.events import follow
from alliance.branches.models import Advice, Coverage, HeadCount, OfficeHolder, PartyOrganisation, Term
from alliance.branches.rules.founding import state_on
from alliance.branches.rules.warnings import warnings_of
from alliance.branches.selectors.coverage import uncovered_buildings
from alliance.branches.selectors.facts import facts_of
from alliance.branches.tasks import look_after_branches_of
from alliance.notices.models import Notice
from alliance.ratings.models import StarRating
from deploy.sample.branches import OTHER, PREPARED, WITH_A_SECRETARY
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Account, District
from tenants.readers import reader_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_sample_has_branches_with_terms_and_papers(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("deploy.sample.accounts.data_folder", lambda: tmp_path)
    call_command("sample", "zhongde")
    plaza = District.objects.get(slug="zhongde")
    with scope(plaza):
        everybody = {one.name: one for one in PartyOrganisation.objects.all()}
        states = {name: state_on(one, today()) for name, one in everybody.items()}
        assert sorted(states.values()) == ["PREPARING", *["STANDING"] * 4] and states[PREPARED] == "PREPARING"
        first, second = everybody[WITH_A_SECRETARY], everybody[OTHER]
        assert first.approval is not None and Term.objects.count() == 2 and HeadCount.objects.count() == 2
        assert OfficeHolder.objects.count() == 5
        facts = facts_of([first, second], today())
        assert [one.code for one in warnings_of(facts[first.id])] == []
        assert [one.code for one in warnings_of(facts[second.id])] == ["MANY_UNITS"]
        secretariat = reader_of(Account.objects.get(login="zhongde-secretariat"))
        assert [building.name for building in uncovered_buildings(secretariat, today())] == ["E座"]
        secretary = reader_of(Account.objects.get(login="zhongde-branch"))
        assert secretary.principals == {first.id}

        named = everybody["新众通党组织"]
        assert named.papers_unknown and (named.sign_on, named.approval_id, named.superior_name) == (
            None,
            None,
            "",
        )
        rating = StarRating.objects.get(organisation=named)
        assert (rating.stars, rating.starts, rating.ends) == (5, None, None) and "李营街道" in rating.source
        assert Coverage.objects.get(organisation=named).enterprise.name == "新众通"
        for model in (OfficeHolder, HeadCount, Term):
            assert not model.objects.filter(organisation=named).exists()  # type: ignore[attr-defined]
        covered = list(Coverage.objects.values_list("enterprise", flat=True))
        assert Notice.objects.filter(kind="term.ending").count() == 1  # within six months
    assert look_after_branches_of(str(plaza.id)) == 0  # and told once
    follow(plaza.id, covered)
    with scope(plaza):
        assert Advice.objects.count() >= 1
    with scope(District.objects.get(slug="yunting")):
        assert not PartyOrganisation.objects.exists()
