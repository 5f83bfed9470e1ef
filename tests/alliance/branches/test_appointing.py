"""A secretary's mandate is given by the secretariat, for an organisation, to somebody else."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from alliance.branches.actions.appointing import appoint_secretary
from tenants.actions.mandates import revoke
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Mandate
from tenants.readers import reader_of
from tests.factories.branches import a_known_branch
from tests.factories.town import Town


def test_the_secretariat_appoints_and_takes_away(town: Town) -> None:
    with scope(town.home.district):
        one = a_known_branch()
        mandate = appoint_secretary(by=town.home.as_secretary, organisation_id=one.id, login="outsider")
        assert reader_of(town.outsider).principals == {one.id}
        revoke(by=town.home.as_secretary, mandate_id=mandate.id)
        assert reader_of(town.outsider).principals == set()


def test_nobody_appoints_oneself_or_without_the_right(town: Town) -> None:
    with scope(town.home.district):
        one = a_known_branch()
        for who, login in (
            (town.home.as_secretary, town.home.secretary.login),
            (town.home.as_liaison, "outsider"),
            (town.home.as_manager, "outsider"),
        ):
            with pytest.raises(Refusal, match="FORBIDDEN"):
                appoint_secretary(by=who, organisation_id=one.id, login=login)
        with pytest.raises(Refusal, match="NOT_FOUND") as refused:
            appoint_secretary(by=town.home.as_secretary, organisation_id=one.id, login="nobody")
        assert refused.value.path == ("login",)
        assert not Mandate.objects.filter(role="BRANCH_SECRETARY").exists()


def test_the_operator_gives_it_by_name(town: Town, capsys: Any) -> None:
    with scope(town.home.district):
        one = a_known_branch("A座联合党支部")
        a_known_branch("B座联合党支部")
    call_command("mandate", "give", "outsider", "branch-secretary", "--district=home", "--for=A座联合党支部")
    with scope(town.home.district):
        assert reader_of(town.outsider).principals == {one.id}
    with override("en"), pytest.raises(CommandError, match="B座联合党支部"):
        call_command("mandate", "give", "outsider", "branch-secretary", "--district=home")
