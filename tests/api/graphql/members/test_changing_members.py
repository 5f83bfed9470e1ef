"""The secretariat admits, gives offices and passes on the chair over GraphQL; nobody else does."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from alliance.members.models import MemberOffice, Membership
from api.graphql.ids import encode
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Account, Act, Enterprise, Mandate, OutboxEvent
from tests.factories.ground import an_enterprise
from tests.factories.members import a_member, an_institution, in_office
from tests.factories.town import Town

Ask = Callable[..., Any]
MARCH = date(2026, 3, 1)
REGISTER = """mutation($in: RegisterEnterpriseInput!) { registerEnterprise(input: $in) {
  enterprise { id name kind uscc } errors { code path } } }"""
ADMIT = """mutation($in: AdmitMemberInput!) { admitMember(input: $in) {
  membership { id since until note version enterprise { name } } errors { code path } } }"""
END = """mutation($in: EndMembershipInput!) { endMembership(input: $in) {
  membership { until version } errors { code path } } }"""
GIVE = """mutation($in: GiveOfficeInput!) { giveOffice(input: $in) {
  office { id office since until } errors { code path } } }"""
END_OFFICE = """mutation($in: EndOfficeInput!) { endOffice(input: $in) {
  office { until } errors { code path } } }"""
ROTATE = """mutation($in: RotateChairInput!) { rotateChair(input: $in) {
  office { since until enterprise { name } } errors { code path } } }"""
UNDO = "mutation($in: TakeBackInput!) { takeBack(input: $in) { act { id } errors { code } } }"


class Secretary:
    """Somebody with a mandate: `does(MUTATION, enterprise=…)` gives the payload."""

    def __init__(self, asker: Any, mandate: Mandate) -> None:
        self.asker, self.acting_as = asker, encode("Mandate", mandate.id)

    def __call__(self, mutation: str, **given: Any) -> dict[str, Any]:
        [payload] = self.asker.data(mutation, **{"in": {"actingAs": self.acting_as, **given}}).values()
        return payload

    def done(self, mutation: str, **given: Any) -> dict[str, Any]:
        payload = self(mutation, **given)
        assert payload.pop("errors") == []
        [answer] = payload.values()
        return answer


@pytest.fixture
def secretary(town: Town, ask: Ask) -> Secretary:
    return Secretary(ask(town.home.district, town.home.secretary), town.home.secretary_mandate)


def enterprise_id(row: Enterprise) -> str:
    return encode("Enterprise", row.id)


def test_an_institution_comes_takes_its_turn_and_leaves(town: Town, ask: Ask, secretary: Secretary) -> None:
    with scope(town.home.district):
        a_member(town.home.enterprise)
        in_office(town.home.enterprise, starts=MARCH)
    made = secretary.done(REGISTER, name="某区图书馆", kind="PUBLIC_INSTITUTION")
    assert made | {"id": ""} == {"id": "", "name": "某区图书馆", "kind": "PUBLIC_INSTITUTION", "uscc": None}

    admitted = secretary.done(ADMIT, enterprise=made["id"], since="2026-03-01", note="联席会议通过")
    assert (admitted["since"], admitted["until"], admitted["note"]) == ("2026-03-01", None, "联席会议通过")
    seat = secretary.done(GIVE, enterprise=made["id"], office="JOINT_MEETING", since="2026-03-02")
    assert (seat["office"], seat["since"]) == ("JOINT_MEETING", "2026-03-02")
    chair = secretary.done(ROTATE, enterprise=made["id"], on="2026-04-01", until="2026-12-31")
    assert chair == {"since": "2026-04-01", "until": "2026-12-31", "enterprise": {"name": "某区图书馆"}}
    assert secretary.done(END_OFFICE, office=seat["id"], lastDay="2026-06-30") == {"until": "2026-06-30"}
    ended = secretary.done(
        END, membership=admitted["id"], lastDay="2026-09-30", expectedVersion=admitted["version"]
    )
    assert ended == {"until": "2026-09-30", "version": 2}
    with scope(town.home.district):
        held = MemberOffice.objects.exclude(enterprise=town.home.enterprise).order_by("starts")
        assert [row.last_day for row in held] == [date(2026, 6, 30), date(2026, 9, 30)]


def test_a_slip_is_taken_back(town: Town, secretary: Secretary) -> None:
    home = town.home
    secretary.done(ADMIT, enterprise=enterprise_id(home.enterprise))
    with scope(home.district):
        slip = Act.objects.get(verb="membership.admit")
    secretary.done(UNDO, act=encode("Act", slip.id))
    with scope(home.district):
        assert not Membership.objects.exists()


def test_a_retry_admits_once(town: Town, secretary: Secretary) -> None:
    given = {"enterprise": enterprise_id(town.home.enterprise), "idempotencyKey": "k"}
    assert secretary.done(ADMIT, **given) == secretary.done(ADMIT, **given)
    with scope(town.home.district):
        assert Membership.objects.count() == 1
    assert secretary(ADMIT, **given, note="x")["errors"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"


def test_bad_input_is_a_clear_error_by_field_and_nothing_is_half_done(
    town: Town, secretary: Secretary
) -> None:
    home = town.home
    with scope(home.district):
        member, stranger = an_institution("成员单位", starts=MARCH), an_enterprise("非成员")
        office = in_office(member, starts=MARCH)
        membership = encode("Membership", Membership.objects.get(enterprise=member).id)
        acts = Act.objects.count()
    own, other, foreign = (enterprise_id(one) for one in (member, stranger, town.next_door.enterprise))
    never, held = encode("Enterprise", uuid4()), encode("MemberOffice", office.id)
    expected: list[tuple[str, dict[str, Any], str, list[str]]] = [
        (ADMIT, {"enterprise": foreign}, "NOT_FOUND", ["enterprise"]),
        (ADMIT, {"enterprise": never}, "NOT_FOUND", ["enterprise"]),
        (ADMIT, {"enterprise": membership}, "NOT_FOUND", ["enterprise"]),
        (ADMIT, {"enterprise": own}, "ALREADY_MEMBER", ["since"]),
        (
            ADMIT,
            {"enterprise": other, "since": "2026-02-01", "until": "2026-01-31"},
            "BEFORE_START",
            ["until"],
        ),
        (ADMIT, {"enterprise": other, "until": "9999-12-31"}, "OUT_OF_RANGE", ["until"]),
        (ADMIT, {"enterprise": other, "note": "长" * 501}, "TOO_LONG", ["note"]),
        (END, {"membership": own, "lastDay": "2026-04-01"}, "NOT_FOUND", ["membership"]),
        (END, {"membership": membership, "lastDay": "2026-02-01"}, "BEFORE_START", ["lastDay"]),
        (
            END,
            {"membership": membership, "lastDay": "2026-04-01", "expectedVersion": 9},
            "VERSION_CHANGED",
            ["expectedVersion"],
        ),
        (GIVE, {"enterprise": other, "office": "JOINT_MEETING"}, "NOT_A_MEMBER", ["enterprise"]),
        (GIVE, {"enterprise": foreign, "office": "JOINT_MEETING"}, "NOT_FOUND", ["enterprise"]),
        (GIVE, {"enterprise": own, "office": "ROTATING_CHAIR"}, "ALREADY_IN_OFFICE", ["enterprise"]),
        (END_OFFICE, {"office": membership, "lastDay": "2026-04-01"}, "NOT_FOUND", ["office"]),
        (END_OFFICE, {"office": held, "lastDay": "2026-01-01"}, "BEFORE_START", ["lastDay"]),
        (ROTATE, {"enterprise": other}, "NOT_A_MEMBER", ["enterprise"]),
        (ROTATE, {"enterprise": own}, "ALREADY_IN_OFFICE", ["enterprise"]),
        (REGISTER, {"name": " "}, "NAME_MISSING", ["name"]),
        (REGISTER, {"name": "错码", "uscc": "91370811MAUMCN8YMN"}, "USCC_CHECK_DIGIT", []),
        (REGISTER, {"name": "长" * 121}, "TOO_LONG", []),
    ]
    for mutation, given, code, path in expected:
        assert secretary(mutation, **given)["errors"] == [{"code": code, "path": path}], given
    with scope(home.district):
        assert Act.objects.count() == acts


def test_nobody_else_may_and_nothing_is_written(town: Town, ask: Ask) -> None:
    home = town.home
    with scope(home.district):
        member = an_institution()
        office = in_office(member)
        membership = Membership.objects.get(enterprise=member)
        events = OutboxEvent.objects.count()
    who: list[tuple[Account | None, Mandate]] = [
        (home.liaison, home.mandate),
        (home.manager, home.manager_mandate),
        (town.neighbour, town.next_door.mandate),
        (town.next_door.secretary, town.next_door.secretary_mandate),
        (town.outsider, home.secretary_mandate),
        (None, home.secretary_mandate),
    ]
    day = (today() - timedelta(days=1)).isoformat()
    asked: list[tuple[str, dict[str, Any]]] = [
        (ADMIT, {"enterprise": enterprise_id(home.enterprise)}),
        (END, {"membership": encode("Membership", membership.id), "lastDay": day}),
        (GIVE, {"enterprise": enterprise_id(member), "office": "JOINT_MEETING"}),
        (END_OFFICE, {"office": encode("MemberOffice", office.id), "lastDay": day}),
        (ROTATE, {"enterprise": enterprise_id(member)}),
    ]
    for account, mandate in who:
        person = Secretary(ask(home.district, account), mandate)
        for mutation, given in asked:
            assert person(mutation, **given)["errors"] == [{"code": "FORBIDDEN", "path": ["actingAs"]}]
    with scope(home.district):
        assert Membership.objects.get().ends is None and MemberOffice.objects.get().ends is None
        assert OutboxEvent.objects.count() == events
