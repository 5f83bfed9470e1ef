"""The secretariat draws up a pact over HTTP; members read what was promised and what came of it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from alliance.agreements.actions import end_agreement
from alliance.agreements.models import Agreement
from alliance.files.actions import store
from alliance.files.selectors import readable
from alliance.resources.models import Listing
from api.graphql.ids import encode
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Act, OutboxEvent
from tenants.readers import reader_of
from tests.factories.agreements import a_promise, signed
from tests.factories.ground import an_enterprise
from tests.factories.town import Side, Town

DRAFT = """
mutation($input: DraftAgreementInput!) { draftAgreement(input: $input) {
  agreement { id state title promises { title side frequency quantity since until } version }
  errors { path code message }
} }
"""
SIGN = """
mutation($input: SignAgreementInput!) { signAgreement(input: $input) {
  agreement { state signedOn version } errors { path code }
} }
"""
END = """
mutation($input: EndAgreementInput!) { endAgreement(input: $input) {
  agreement { until endedBecause } errors { path code }
} }
"""
AGREEMENTS = """
query($filter: AgreementFilter, $first: Int, $after: String, $last: Int) {
  agreements(filter: $filter, first: $first, after: $after, last: $last) {
    totalCount pageInfo { endCursor }
    edges { node {
      id title number institution { label } partner { label } state since until signedOn file { name }
      promises { title periods { since until promised taken delivered listing { title } } }
    } }
} }
"""


def said(home: Side, **more: Any) -> dict[str, Any]:
    promise = {"side": "INSTITUTION", "title": "报告厅", "frequency": "MONTH", "quantity": 4, "measure": "场"}
    return {
        "actingAs": encode("Mandate", home.secretary_mandate.id),
        "institution": encode("Enterprise", home.enterprise.id),
        "title": "与图书馆共建协议",
        "since": today().isoformat(),
        "until": (today() + timedelta(days=300)).isoformat(),
        "promises": [promise],
    } | more


def acting(home: Side, agreement: str, **more: Any) -> dict[str, Any]:
    return {"actingAs": encode("Mandate", home.secretary_mandate.id), "id": agreement, **more}


def test_a_pact_is_drafted_signed_and_read_by_members(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    secretary, member = ask(home.district, home.secretary), ask(home.district, home.manager)
    drafted = secretary.data(DRAFT, input=said(home))["draftAgreement"]
    assert drafted["errors"] == [] and drafted["agreement"]["state"] == "DRAFT"
    assert member.data(AGREEMENTS)["agreements"]["totalCount"] == 0
    done = secretary.data(SIGN, input=acting(home, drafted["agreement"]["id"], expectedVersion=1))
    assert done["signAgreement"] == {
        "agreement": {"state": "SIGNED", "signedOn": today().isoformat(), "version": 2},
        "errors": [],
    }
    [edge] = member.data(AGREEMENTS)["agreements"]["edges"]
    [promise] = edge["node"]["promises"]
    first, *_ = promise["periods"]
    assert first["since"] == today().isoformat()
    assert (first["promised"], first["taken"], first["delivered"]) == (4, 0, 0)
    assert first["listing"] == {"title": "报告厅"}


def test_a_listing_that_opens_later_is_not_shown_by_its_promise_either(
    town: Town, ask: Callable[..., Any]
) -> None:
    home = town.home
    with scope(home.district):
        signed(home, starts=today() + timedelta(days=9))
    [edge] = ask(home.district, home.manager).data(AGREEMENTS)["agreements"]["edges"]
    [period] = edge["node"]["promises"][0]["periods"]
    assert period["listing"] is None
    [edge] = ask(home.district, home.liaison).data(AGREEMENTS)["agreements"]["edges"]
    assert edge["node"]["promises"][0]["periods"][0]["listing"] == {"title": "报告厅免费开放"}


def test_it_ends_early_with_a_reason(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    with scope(home.district):
        agreement = encode("Agreement", signed(home).id)
    secretary = ask(home.district, home.secretary)
    until = (today() + timedelta(days=20)).isoformat()
    [refused] = secretary.data(END, input=acting(home, agreement, lastDay=until, reason=" "))["endAgreement"][
        "errors"
    ]
    assert refused == {"path": ["reason"], "code": "REASON_MISSING"}
    ended = secretary.data(END, input=acting(home, agreement, lastDay=until, reason="馆舍改造"))[
        "endAgreement"
    ]
    assert ended == {"agreement": {"until": until, "endedBecause": "馆舍改造"}, "errors": []}


@pytest.mark.parametrize(
    ("more", "code", "path"),
    [
        ({"until": "2020-01-01"}, "BEFORE_START", ["until"]),
        ({"institution": "nonsense"}, "NOT_FOUND", ["institution"]),
        ({"promises": []}, "REQUIRED", ["promises"]),
        (
            {"promises": [{"side": "PARTNER", "title": "x", "quantity": 1e300}]},
            "OUT_OF_RANGE",
            ["promises", "0", "quantity"],
        ),
        (
            {
                "promises": [
                    {"side": "PARTNER", "title": "x", "audience": {"kind": "NAMED", "principals": ["y"]}}
                ]
            },
            "NOT_FOUND",
            ["promises", "0", "audience", "principals", "0"],
        ),
    ],
)
def test_bad_input_is_told_by_field_and_writes_nothing(
    town: Town, ask: Callable[..., Any], more: dict[str, Any], code: str, path: list[str]
) -> None:
    home = town.home
    answered = ask(home.district, home.secretary).data(DRAFT, input=said(home, **more))["draftAgreement"]
    [error] = answered["errors"]
    assert (answered["agreement"], error["code"], error["path"]) == (None, code, path)
    with scope(home.district):
        assert Agreement.objects.count() == 0 and not Act.objects.filter(verb="agreement.draft").exists()


def test_whoever_may_not_is_refused_and_nothing_follows(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    with scope(home.district):
        agreement = signed(home)
        written = (Act.objects.count(), OutboxEvent.objects.count(), Listing.objects.count())
    ending = acting(home, encode("Agreement", agreement.id), lastDay=today().isoformat(), reason="x")
    for account in (home.liaison, home.manager, town.neighbour, town.outsider):
        for query, given in ((DRAFT, said(home)), (END, ending)):
            [answered] = ask(home.district, account).data(query, input=given).values()
            assert answered["agreement"] is None and answered["errors"][0]["code"] == "FORBIDDEN"
    with scope(home.district):
        assert (Act.objects.count(), OutboxEvent.objects.count(), Listing.objects.count()) == written


def test_the_public_the_outsider_and_the_neighbour_read_none(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        agreement = signed(town.home)
    node = "query($id: ID!) { node(id: $id) { id } }"
    for account in (None, town.outsider, town.neighbour):
        asking = ask(town.home.district, account)
        assert asking.data(AGREEMENTS)["agreements"]["totalCount"] == 0
        assert asking.data(node, id=encode("Agreement", agreement.id))["node"] is None
    asking = ask(town.next_door.district, town.neighbour)
    assert asking.data(node, id=encode("Agreement", agreement.id))["node"] is None


def test_filters_and_pages(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    with scope(home.district):
        other = an_enterprise("另一家学校")
        for number in range(5):
            signed(home, title=f"第{number}", starts=date(2026, 1, 1 + number))
        signed(home, title="学校", institution=other.id)
    asking = ask(home.district, home.manager)

    def titles(**asked: Any) -> list[str]:
        return [edge["node"]["title"] for edge in asking.data(AGREEMENTS, **asked)["agreements"]["edges"]]

    assert titles() == ["学校", "第4", "第3", "第2", "第1", "第0"]
    assert titles(filter={"institutions": [encode("Enterprise", other.id)]}) == ["学校"]
    assert titles(filter={"institutions": []}) == []
    assert titles(filter={"on": "2026-01-02"}) == ["第1", "第0"]
    page = asking.data(AGREEMENTS, first=2)["agreements"]["pageInfo"]
    assert titles(first=2, after=page["endCursor"]) == ["第3", "第2"]
    assert titles(last=1) == ["第0"]


def test_statements_do_not_grow_with_agreements_and_promises(town: Town, ask: Callable[..., Any]) -> None:
    home, spent = town.home, []
    asking = ask(home.district, home.manager)
    for size in (2, 8):
        with scope(home.district):
            for number in range(size):
                signed(
                    home,
                    title=f"{size}-{number}",
                    starts=today(),
                    institution=an_enterprise(f"单位{size}-{number}").id,
                    promises=tuple(a_promise(f"承诺{i}", frequency="MONTH") for i in range(size)),
                )
        assert len(asking.data(AGREEMENTS)["agreements"]["edges"]) >= size
        spent.append(asking.statements)
    assert spent[0] == spent[1]


def test_periods_that_never_began_are_not_in_the_report(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    with scope(home.district):
        monthly = a_promise(frequency="MONTH", quantity=Decimal(3))
        agreement = signed(home, starts=today(), promises=(monthly,))
        end_agreement(by=home.as_secretary, agreement_id=agreement.id, last_day=today(), reason="改造")
    [edge] = ask(home.district, home.manager).data(AGREEMENTS)["agreements"]["edges"]
    [period] = edge["node"]["promises"][0]["periods"]
    assert (period["since"], period["until"]) == (today().isoformat(), today().isoformat())


def test_the_paper_is_read_by_both_sides_and_by_nobody_next_door(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    with scope(home.district):
        paper = store(by=home.as_secretary, name="协议.pdf", content=b"%PDF-1.7\n%%EOF\n")
        signed(home, file=paper.id)
    query = "{ agreements { edges { node { file { name url } } } } }"
    for account in (home.liaison, home.manager, home.secretary):
        [edge] = ask(home.district, account).data(query)["agreements"]["edges"]
        assert edge["node"]["file"]["name"] == "协议.pdf"
    with scope(home.district):
        for stranger in (None, town.outsider, town.neighbour):
            assert not readable(reader_of(stranger), [paper.id]).exists()
