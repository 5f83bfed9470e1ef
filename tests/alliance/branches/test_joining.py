"""Organisations merge, split and end: what they covered goes on where it was said to, and the past stays."""

from datetime import date
from uuid import UUID

import pytest

from alliance.branches.actions.covering import cover
from alliance.branches.actions.joining import dissolve, merge, split
from alliance.branches.actions.offices import name_office_holder
from alliance.branches.actions.terms import begin_term
from alliance.branches.models import (
    Coverage,
    Milestone,
    OfficeHolder,
    OrganisationBuilding,
    PartyOrganisation,
    Term,
)
from alliance.branches.selectors.coverage import covering
from tenants.acts.authors import OPERATOR
from tenants.acts.undo import undo
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act
from tenants.readers import reader_of
from tests.factories.branches import FOUNDED, a_founded_branch, a_known_branch, a_paper, a_secretary, again
from tests.factories.ground import a_building, an_account, an_enterprise
from tests.factories.town import Town

BEFORE, ON = date(2025, 6, 30), date(2025, 7, 1)


def by_day(enterprise_id: UUID) -> list[UUID | None]:
    return [covering([enterprise_id], day).get(enterprise_id) for day in (BEFORE, ON)]


def everything(*organisations: PartyOrganisation) -> list[object]:
    models = (Coverage, OrganisationBuilding, OfficeHolder, Term)
    rows = [set(model.objects.values_list("id", "organisation", "starts", "ends")) for model in models]
    return [*rows, [(one.superior_id, one.dissolved_on) for one in map(again, organisations)]]


def test_a_dissolved_one_covers_nobody_and_its_secretary_acts_for_nobody(town: Town) -> None:
    with scope(town.home.district):
        one = a_founded_branch(building_ids=(town.home.building.id,))
        account = an_account("branch")
        secretary = a_secretary(account, one.id)
        cover(by=secretary, organisation_id=one.id, enterprise_ids=[town.home.enterprise.id], starts=FOUNDED)
        begin_term(by=OPERATOR, organisation_id=one.id, starts=date(2024, 5, 1))
        name_office_holder(by=secretary, organisation_id=one.id, title="SECRETARY", name="甲")
        was = everything(one)
        dissolve(by=town.home.as_secretary, organisation_id=one.id, on=ON, paper=a_paper("撤", ON))
        assert by_day(town.home.enterprise.id) == [one.id, None]
        assert {
            row.ends for model in (OrganisationBuilding, OfficeHolder, Term) for row in model.objects.all()
        } == {ON}
        assert Milestone.objects.order_by("-on")[0].kind == "DISSOLUTION"
        assert reader_of(account).mandates == ()
        with pytest.raises(Refusal, match="DISSOLVED"):
            cover(by=town.home.as_secretary, organisation_id=one.id, enterprise_ids=[town.home.enterprise.id])
        undo(act_id=Act.objects.get(verb="party_organisation.dissolve").id, by=OPERATOR)
        assert everything(one) == was and reader_of(account).mandates != ()


def test_nobody_is_left_below_what_is_no_longer(town: Town) -> None:
    with scope(town.home.district):
        top = a_known_branch("党委", kind="COMMITTEE")
        a_known_branch("支部", superior_id=top.id)
        with pytest.raises(Refusal, match="HAS_INFERIORS"):
            dissolve(by=town.home.as_secretary, organisation_id=top.id, on=ON)


def test_what_merges_goes_on_under_one(town: Town) -> None:
    with scope(town.home.district):
        second = a_building("B座", ordinal=1)
        into = a_founded_branch("甲联合党支部", building_ids=(town.home.building.id,))
        other = a_founded_branch("乙联合党支部", building_ids=(town.home.building.id, second.id))
        below = a_known_branch("丙党支部", kind="BRANCH", superior_id=other.id)
        enterprise = an_enterprise("乙的公司")
        cover(by=OPERATOR, organisation_id=other.id, enterprise_ids=[enterprise.id], starts=FOUNDED)
        was = everything(into, other, below)
        merge(
            by=town.home.as_secretary, into_id=into.id, other_ids=[other.id], on=ON, paper=a_paper("合", ON)
        )
        assert by_day(enterprise.id) == [other.id, into.id]
        over = OrganisationBuilding.objects.filter(organisation=into, ends=None)
        assert {link.building_id for link in over} == {town.home.building.id, second.id}
        assert again(below).superior_id == into.id and again(other).dissolved_on == ON
        mergers = Milestone.objects.filter(kind="MERGER").order_by("organisation__sort_key")
        assert [(row.organisation_id, row.other_id) for row in mergers] == [
            (into.id, other.id),
            (other.id, into.id),
        ]
        undo(act_id=Act.objects.get(verb="party_organisation.merge").id, by=OPERATOR)
        assert everything(into, other, below) == was


def test_part_of_one_goes_to_another_that_was_founded_before(town: Town) -> None:
    with scope(town.home.district):
        second = a_building("B座", ordinal=1)
        one = a_founded_branch("甲联合党支部", building_ids=(town.home.building.id, second.id))
        into = a_founded_branch("乙联合党支部")
        stays, goes = town.home.enterprise, an_enterprise("去B座的公司")
        cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=[stays.id, goes.id], starts=FOUNDED)
        split(
            by=town.home.as_secretary,
            organisation_id=one.id,
            into_id=into.id,
            building_ids=[second.id],
            enterprise_ids=[goes.id],
            on=ON,
            paper=a_paper("拆", ON),
        )
        assert by_day(stays.id) == [one.id, one.id] and by_day(goes.id) == [one.id, into.id]
        assert OrganisationBuilding.objects.get(organisation=into).building_id == second.id
        with pytest.raises(Refusal, match="NOT_FOUND"):
            split(by=OPERATOR, organisation_id=one.id, into_id=into.id, enterprise_ids=[goes.id], on=ON)
        with pytest.raises(Refusal, match="NOT_FOUND") as refused:  # it is not over that building any more
            split(by=OPERATOR, organisation_id=one.id, into_id=into.id, building_ids=[second.id], on=ON)
        assert refused.value.path == ("buildings",)


def test_only_the_secretariat_ends_anything(town: Town) -> None:
    with scope(town.home.district):
        one, other = a_known_branch("甲"), a_known_branch("乙")
        secretary = a_secretary(an_account("branch"), one.id)
        acts = Act.objects.count()
        for who in (secretary, town.home.as_liaison, town.home.as_manager):
            with pytest.raises(Refusal, match="FORBIDDEN"):
                dissolve(by=who, organisation_id=one.id, on=ON)
            with pytest.raises(Refusal, match="FORBIDDEN"):
                merge(by=who, into_id=one.id, other_ids=[other.id], on=ON)
        assert Act.objects.count() == acts
