"""What is changed in the admin goes through actions, under the same mandates as everywhere."""

import re

from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils.translation import override

from tenants.actions.enterprises import rename
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.isolation.scope import scope
from tenants.models import Account, Act, Enterprise, FormerName, Mandate, OutboxEvent
from tests.factories.town import Town

from .test_entrance import HOME, signed_in


def form_of(enterprise: Enterprise, **changed: str) -> dict[str, str]:
    return {
        "name": enterprise.name,
        "shop_sign": "",
        "description": "",
        "website": "",
        "public_phone": "",
        "version": str(enterprise.version),  # as the form was shown
    } | changed


def test_two_secretaries_at_one_page_do_not_undo_each_other(town: Town) -> None:
    """Both have the form open; the second to save is told, and what the first wrote stays."""
    home = town.home
    address = f"{HOME}tenants/enterprise/{home.enterprise.id}/change/"
    page = signed_in(home.secretary)
    [shown] = re.findall(r'name="version" value="(\d+)"', page.get(address).content.decode())
    first, second = ({"version": shown} for _ in range(2))
    first |= {"website": "https://first.example/"}
    second |= {"description": "第二位写的"}
    assert page.post(address, form_of(home.enterprise, **first)).status_code == 302
    answer = page.post(address, form_of(home.enterprise, **second), follow=True)
    with override("zh-hans"):
        assert "已有人修改" in answer.content.decode() or "changed this meanwhile" in answer.content.decode()
    with scope(home.district):
        enterprise = Enterprise.objects.get(id=home.enterprise.id)
        assert (enterprise.website, enterprise.description) == ("https://first.example/", "")
        assert Act.objects.filter(account=home.secretary).count() == 1


def test_a_rename_over_somebody_elses_is_refused_with_the_rest_of_the_form(town: Town) -> None:
    home = town.home
    address = f"{HOME}tenants/enterprise/{home.enterprise.id}/change/"
    page = signed_in(home.secretary)
    stale = form_of(home.enterprise, name="过时的名字", shop_sign="过时的招牌")
    with scope(home.district):
        rename(by=home.as_liaison, enterprise_id=home.enterprise.id, name="联络员改的名字")
    page.post(address, stale)
    with scope(home.district):
        enterprise = Enterprise.objects.get(id=home.enterprise.id)
        assert (enterprise.name, enterprise.shop_sign) == ("联络员改的名字", "")
    missing = form_of(home.enterprise, name="没有版本")
    del missing["version"]
    assert page.post(address, missing).status_code == 200
    with scope(home.district):
        assert Enterprise.objects.get(id=home.enterprise.id).name == "联络员改的名字"


def test_the_secretary_changes_a_page_as_an_act_of_hers(town: Town) -> None:
    home = town.home
    address = f"{HOME}tenants/enterprise/{home.enterprise.id}/change/"
    form = form_of(home.enterprise, name="铂菲特科技有限公司", shop_sign="铂菲特")
    answer = signed_in(home.secretary).post(address, form)
    assert answer.status_code == 302
    with scope(home.district):
        enterprise = Enterprise.objects.get(id=home.enterprise.id)
        assert (enterprise.name, enterprise.shop_sign) == ("铂菲特科技有限公司", "铂菲特")
        assert FormerName.objects.get().name == home.enterprise.name
        acts = list(Act.objects.filter(account=home.secretary).order_by("at"))
        assert [one.verb for one in acts] == ["enterprise.rename", "enterprise.change"]
        assert {one.mandate_id for one in acts} == {home.secretary_mandate.id}
        assert OutboxEvent.objects.filter(aggregate=enterprise.id).exists()
    assert not LogEntry.objects.exists()
    with scope(town.next_door.district):
        assert Enterprise.objects.get().name == town.next_door.enterprise.name


def test_a_wrong_form_changes_nothing_and_says_why(town: Town) -> None:
    address = f"{HOME}tenants/enterprise/{town.home.enterprise.id}/change/"
    answer = signed_in(town.home.secretary).post(
        address, form_of(town.home.enterprise, website="ftp://x.example/"), follow=True
    )
    assert answer.status_code == 200
    with scope(town.home.district):
        assert Enterprise.objects.get().website == ""
        assert not Act.objects.filter(verb="enterprise.change").exists()


def test_the_neighbour_s_secretary_changes_nothing_here(town: Town) -> None:
    address = f"{HOME}tenants/enterprise/{town.home.enterprise.id}/change/"
    stranger = signed_in(town.next_door.secretary)
    assert stranger.post(address, form_of(town.home.enterprise, name="别的名字")).status_code == 403
    own_door = address.replace("/d/home/", "/d/next-door/")
    stranger.post(own_door, form_of(town.home.enterprise, name="别的名字"))
    with scope(town.home.district):
        assert Enterprise.objects.get().name == town.home.enterprise.name
        assert not Act.objects.filter(verb="enterprise.rename").exists()


def test_what_is_not_in_the_table_cannot_be_done(town: Town) -> None:
    client = signed_in(town.home.secretary)
    for page in ("enterprise", "tenancy", "unit", "mandate", "act"):
        assert client.get(f"{HOME}tenants/{page}/add/").status_code == 403
    unit = f"{HOME}tenants/unit/{town.home.unit.id}/"
    assert client.post(f"{unit}change/", {"label": "1"}).status_code == 403
    assert client.post(f"{unit}delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{HOME}tenants/outboxevent/").status_code == 403


def test_a_mandate_is_revoked_from_the_list(town: Town) -> None:
    chosen = {"action": "revoke_chosen", "_selected_action": [str(town.home.mandate.id)]}
    signed_in(town.home.secretary).post(f"{HOME}tenants/mandate/", chosen)
    with scope(town.home.district):
        assert Mandate.objects.get(id=town.home.mandate.id).revoked_at is not None
        assert Act.objects.get(verb="mandate.revoke").account_id == town.home.secretary.id


def test_the_history_of_a_row_is_what_acts_did_to_it(town: Town) -> None:
    with scope(town.home.district), act("enterprise.change", by=OPERATOR, summary="改了招牌") as record:
        record.update(Enterprise.objects.get(), shop_sign="新招牌")
    client = signed_in(town.home.secretary)
    address = f"{HOME}tenants/enterprise/{town.home.enterprise.id}/history/"
    assert "改了招牌" in client.get(address, follow=True).content.decode()


def test_operators_enter_every_district_and_see_events_set_aside(town: Town) -> None:
    operator = Account.objects.create_user("root-of-all", is_operator=True)
    with scope(town.home.district):
        OutboxEvent.objects.create(
            district_id=town.home.district.id, topic="enterprise", aggregate=town.home.enterprise.id,
            consumer="index", error="poisoned well", set_aside_at="2026-01-01T00:00:00Z",
        )  # fmt: skip
    client = signed_in(operator)
    assert "poisoned well" in client.get(f"{HOME}tenants/outboxevent/").content.decode()
    next_door = client.get("/d/next-door/admin/tenants/outboxevent/")
    assert next_door.status_code == 200 and "poisoned well" not in next_door.content.decode()


def test_a_form_without_our_token_is_not_taken(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.home.secretary)
    address = f"{HOME}tenants/enterprise/{town.home.enterprise.id}/change/"
    assert client.post(address, form_of(town.home.enterprise, name="别的名字")).status_code == 403
