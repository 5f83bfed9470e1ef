"""A liaison keeps her company's page right; nobody else's."""

from collections.abc import Callable
from typing import Any

from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Act, Enterprise
from tests.factories.ground import an_enterprise
from tests.factories.town import SHARED_NAME, Side, Town

UPDATE = """mutation($input: UpdateEnterpriseInput!) { updateEnterprise(input: $input) {
  enterprise { website version description } errors { path code } } }"""
RENAME = """mutation($input: RenameEnterpriseInput!) { renameEnterprise(input: $input) {
  enterprise { name formerNames slug } errors { code } } }"""


def as_liaison(side: Side, **said: Any) -> dict[str, Any]:
    return {
        "actingAs": encode("Mandate", side.mandate.id),
        "id": encode("Enterprise", side.enterprise.id),
        **said,
    }


def test_a_liaison_changes_her_page_and_a_stale_change_is_refused(
    town: Town, ask: Callable[..., Any]
) -> None:
    liaison = ask(town.home.district, town.insider)
    said = as_liaison(town.home, website="https://a.example/", expectedVersion=1)
    done = liaison.data(UPDATE, input=said)["updateEnterprise"]
    assert done["enterprise"] == {"website": "https://a.example/", "version": 2, "description": None}
    stale = liaison.data(UPDATE, input=said)["updateEnterprise"]
    assert stale["errors"] == [{"path": ["expectedVersion"], "code": "VERSION_CHANGED"}]


def test_a_renamed_company_answers_at_its_old_address(town: Town, ask: Callable[..., Any]) -> None:
    liaison, old = ask(town.home.district, town.insider), town.home.enterprise.slug
    done = liaison.data(RENAME, input=as_liaison(town.home, name="新名商贸有限公司"))["renameEnterprise"]
    assert done["enterprise"]["formerNames"] == [SHARED_NAME]
    found = ask(town.home.district).data("query($s: String) { enterprise(slug: $s) { name slug } }", s=old)
    assert found["enterprise"] == {"name": "新名商贸有限公司", "slug": done["enterprise"]["slug"]}


def test_a_retry_with_the_same_key_changes_once_and_another_question_is_refused(
    town: Town, ask: Callable[..., Any]
) -> None:
    liaison = ask(town.home.district, town.insider)
    said = as_liaison(town.home, website="https://a.example/", idempotencyKey="once")
    for _ in range(2):
        assert liaison.data(UPDATE, input=said)["updateEnterprise"]["enterprise"]["version"] == 2
    other = {**said, "website": "https://b.example/"}
    assert liaison.data(UPDATE, input=other)["updateEnterprise"]["errors"] == [
        {"path": ["idempotencyKey"], "code": "IDEMPOTENCY_KEY_REUSED"}
    ]


def test_another_companys_page_and_a_neighbours_are_not_hers(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    with scope(home.district):
        other = an_enterprise("别人家")
    liaison = ask(home.district, town.insider)
    for target, code in ((other, "FORBIDDEN"), (town.next_door.enterprise, "NOT_FOUND")):
        said = as_liaison(home, id=encode("Enterprise", target.id), description="x")
        assert liaison.data(UPDATE, input=said)["updateEnterprise"]["errors"][0]["code"] == code
    with scope(home.district):
        assert not Act.objects.filter(verb="enterprise.change").exists()
        assert Enterprise.objects.get(id=other.id).description == ""


def test_a_text_with_nul_is_refused_before_it_is_read(town: Town, ask: Callable[..., Any]) -> None:
    said = as_liaison(town.home, description="a\0b")
    assert ask(town.home.district, town.insider).code(UPDATE, input=said) == "BAD_CHARACTER"
