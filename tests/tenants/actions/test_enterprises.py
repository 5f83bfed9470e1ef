"""Enterprises get names, change them, and stay findable under the old ones."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tenants.actions.enterprises import change_page, register, rename
from tenants.actions.undoing import take_back
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Enterprise, FormerName, FormerSlug, Principal, Unit
from tests.factories.ground import a_building, a_unit, an_enterprise
from tests.factories.town import SHARED_CODE, SHARED_NAME, Town

MAY = date(2026, 5, 1)


def test_the_same_code_and_name_is_one_enterprise(town: Town) -> None:
    home = town.home
    with scope(home.district):
        with pytest.raises(Refusal, match="ALREADY_REGISTERED"):
            register(by=home.as_manager, name=SHARED_NAME, uscc=SHARED_CODE)
        register(by=home.as_manager, name="铂菲特商贸有限公司一店", uscc=SHARED_CODE)
        assert Enterprise.objects.filter(uscc=SHARED_CODE).count() == 2


def test_a_code_with_a_wrong_check_digit_is_refused_by_the_database(town: Town) -> None:
    home = town.home
    with scope(home.district), pytest.raises(Refusal, match="USCC_CHECK_DIGIT"):
        register(by=home.as_manager, name="错码", uscc="91370811MAUMCN8YMN")


def test_a_renamed_enterprise_answers_to_both_names_and_addresses(town: Town) -> None:
    home = town.home
    with scope(home.district):
        old = home.enterprise.slug
        renamed = rename(
            by=home.as_liaison, enterprise_id=home.enterprise.id, name="新名商贸有限公司", on=MAY
        )
        assert FormerName.objects.get().name == SHARED_NAME
        assert FormerSlug.objects.get().slug == old
        assert (renamed.version, renamed.sort_key) != (1, home.enterprise.sort_key)


def test_a_new_name_is_taken_back_whole(town: Town) -> None:
    home = town.home
    with scope(home.district):
        rename(by=home.as_liaison, enterprise_id=home.enterprise.id, name="新名商贸有限公司", on=MAY)
        take_back(by=home.as_liaison, act_id=Act.objects.get(verb="enterprise.rename").id)
        assert Enterprise.objects.get(id=home.enterprise.id).name == SHARED_NAME
        assert not FormerName.objects.exists()


def test_a_registration_is_taken_back_whole(town: Town) -> None:
    home = town.home
    with scope(home.district):
        made = register(by=home.as_manager, name="登记错了有限公司")
        take_back(
            by=home.as_manager, act_id=Act.objects.get(verb="enterprise.register", account=home.manager).id
        )
        assert not Enterprise.objects.filter(id=made.id).exists()
        assert not Principal.objects.filter(id=made.id).exists()


def test_two_of_one_name_get_two_addresses(town: Town) -> None:
    with scope(town.home.district):
        slugs = {an_enterprise("重名有限公司").slug for _ in range(3)}
        assert len(slugs) == 3


def test_a_stale_change_is_refused(town: Town) -> None:
    home = town.home
    with scope(home.district):
        change_page(
            by=home.as_liaison,
            enterprise_id=home.enterprise.id,
            expected_version=1,
            website="https://a.example",
        )
        with pytest.raises(Refusal, match="VERSION_CHANGED"):
            change_page(by=home.as_liaison, enterprise_id=home.enterprise.id, expected_version=1, website="")
        assert Enterprise.objects.get(id=home.enterprise.id).website == "https://a.example"


def test_the_office_of_another_building_does_not_change_the_page(town: Town) -> None:
    home = town.home
    with scope(home.district):
        a_building("B座", office=None, ordinal=2)
        other = an_enterprise("别人家")
        with pytest.raises(Refusal, match="FORBIDDEN"):
            change_page(by=home.as_liaison, enterprise_id=other.id, description="x")
        with pytest.raises(Refusal, match="FORBIDDEN"):
            change_page(by=town.next_door.as_liaison, enterprise_id=home.enterprise.id, description="x")
        change_page(by=home.as_manager, enterprise_id=home.enterprise.id, description="物业代写")
        assert not Act.objects.filter(principal=other.id).exists()


def test_back_to_an_old_name_is_back_to_its_address(town: Town) -> None:
    home = town.home
    with scope(home.district):
        address = home.enterprise.slug
        for name in ("新名商贸有限公司", SHARED_NAME):
            rename(by=home.as_liaison, enterprise_id=home.enterprise.id, name=name, on=MAY)
        assert Enterprise.objects.get(id=home.enterprise.id).slug == address


def test_a_name_it_has_again_is_none_of_its_former_ones(town: Town) -> None:
    home = town.home
    with scope(home.district):
        for name in ("新名商贸有限公司", SHARED_NAME):
            rename(by=home.as_liaison, enterprise_id=home.enterprise.id, name=name, on=MAY)
        assert [former.name for former in FormerName.objects.all()] == ["新名商贸有限公司"]
        rename(by=home.as_liaison, enterprise_id=home.enterprise.id, name="新名商贸有限公司", on=MAY)
        assert [former.name for former in FormerName.objects.all()] == [SHARED_NAME]
        take_back(by=home.as_liaison, act_id=Act.objects.filter(verb="enterprise.rename").latest("at").id)
        assert [former.name for former in FormerName.objects.all()] == ["新名商贸有限公司"]


def test_a_stale_rename_is_refused(town: Town) -> None:
    home = town.home
    with scope(home.district):
        change_page(by=home.as_liaison, enterprise_id=home.enterprise.id, description="改过")
        with pytest.raises(Refusal, match="VERSION_CHANGED"):
            rename(by=home.as_manager, enterprise_id=home.enterprise.id, name="过时", expected_version=1)
        rename(by=home.as_manager, enterprise_id=home.enterprise.id, name="当时", expected_version=2)


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b", "\u3164", "\u200b\ufeff \u2060", "\u3000"])
def test_a_name_that_shows_nothing_is_none(town: Town, nothing: str) -> None:
    home = town.home
    with scope(home.district):
        for attempt in (
            lambda: register(by=home.as_manager, name=nothing),
            lambda: rename(by=home.as_manager, enterprise_id=home.enterprise.id, name=nothing),
        ):
            with pytest.raises(Refusal, match="NAME_MISSING"):
                attempt()
        with pytest.raises(IntegrityError), transaction.atomic():  # nor past us
            Enterprise.objects.filter(id=home.enterprise.id).update(name=nothing)


def test_a_label_that_shows_nothing_is_none(town: Town) -> None:
    with scope(town.home.district):
        for nothing in ("", " ", "\u200b", "\u3164"):
            with pytest.raises(IntegrityError), transaction.atomic():
                a_unit(town.home.building, "1301", area_m2=None)
                Unit.objects.filter(label="1301").update(label=nothing)


@pytest.mark.parametrize(
    "address", ['http://x y"<script>', "http://", "https://a b.cn", "http://x.cn/<script>", "ftp://x.cn/"]
)
def test_an_address_that_is_none_is_refused(town: Town, address: str) -> None:
    home = town.home
    with scope(home.district):
        pages: list[dict[str, Any]] = [{"website": address}, {"logo_url": address}]
        for page in pages:
            with pytest.raises(Refusal, match="ADDRESS_INVALID"):
                change_page(by=home.as_liaison, enterprise_id=home.enterprise.id, **page)
        for good in ("https://华龙.中国/关于?页=1", "http://x.example:8080/a#b", ""):
            change_page(by=home.as_liaison, enterprise_id=home.enterprise.id, website=good)


def test_what_is_too_long_or_no_address_is_refused_in_words(town: Town) -> None:
    home = town.home
    with scope(home.district):
        with pytest.raises(Refusal, match="TOO_LONG"):
            rename(by=home.as_liaison, enterprise_id=home.enterprise.id, name="长" * 121)
        with pytest.raises(Refusal, match="ADDRESS_INVALID"):
            change_page(by=home.as_liaison, enterprise_id=home.enterprise.id, website="javascript:alert(1)")


def test_a_name_that_is_to_come_is_not_taken_for_todays(town: Town) -> None:
    home = town.home
    with scope(home.district):
        with pytest.raises(Refusal, match="IN_THE_FUTURE") as refused:
            tomorrow = today() + timedelta(days=1)
            rename(by=home.as_liaison, enterprise_id=home.enterprise.id, name="明天的名字", on=tomorrow)
        assert refused.value.path == ("on",)
        assert Enterprise.objects.get(id=home.enterprise.id).name == home.enterprise.name
