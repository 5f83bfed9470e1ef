"""The property office invites, somebody accepts, the office approves; a mandate is revoked at once."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from api.graphql.ids import encode
from tenants.isolation.scope import scope
from tenants.models import Act, Invitation, Mandate
from tests.factories.ground import a_building, a_mandate, an_account, an_enterprise, an_office
from tests.factories.town import Town

INVITE = """mutation($input: InviteLiaisonInput!) { inviteLiaison(input: $input) {
  invitation { id state link expiresAt acceptedBy principal { label } } errors { code path } } }"""
ACCEPT = """mutation($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
  invitation { state link acceptedBy } errors { code path message } } }"""
APPROVE = """mutation($input: InvitationInput!) { approveInvitation(input: $input) {
  mandate { id kind label } errors { code path } } }"""
WITHDRAW = """mutation($input: InvitationInput!) { withdrawInvitation(input: $input) {
  invitation { state } errors { code } } }"""
REVOKE = """mutation($input: RevokeMandateInput!) { revokeMandate(input: $input) {
  mandate { id revokedAt } errors { code path } } }"""
WAITING = "{ invitations { totalCount edges { node { id state acceptedBy link } } } }"


def invited(town: Town, ask: Callable[..., Any], **more: Any) -> tuple[dict[str, Any], str]:
    said = {"actingAs": encode("Mandate", town.home.manager_mandate.id), **more}
    said |= {"enterprise": encode("Enterprise", town.home.enterprise.id)}
    answer = ask(town.home.district, town.home.manager).data(INVITE, input=said)["inviteLiaison"]
    assert answer["errors"] == []
    link = answer["invitation"]["link"]
    return answer["invitation"], urlsplit(link or "").path.rsplit("/", 1)[-1]


def test_from_the_link_to_the_mandate(town: Town, ask: Callable[..., Any]) -> None:
    invitation, secret = invited(town, ask)
    assert (
        invitation["link"].startswith("http://testserver/d/home/invitation/")
        and invitation["state"] == "WAITING"
    )
    newcomer = ask(town.home.district, town.outsider)
    accepted = newcomer.data(ACCEPT, input={"secret": secret})["acceptInvitation"]
    assert accepted == {
        "invitation": {"state": "ACCEPTED", "link": None, "acceptedBy": "outsider"},
        "errors": [],
    }
    assert newcomer.data("{ me { mandates { id } } }")["me"]["mandates"] == []
    manager = ask(town.home.district, town.home.manager)
    assert manager.data(WAITING)["invitations"]["edges"] == [
        {"node": {"id": invitation["id"], "state": "ACCEPTED", "acceptedBy": "outsider", "link": None}}
    ]
    said = {"actingAs": encode("Mandate", town.home.manager_mandate.id), "id": invitation["id"]}
    approved = manager.data(APPROVE, input=said)["approveInvitation"]
    assert approved["errors"] == [] and approved["mandate"]["label"] == town.home.enterprise.name
    assert newcomer.data("{ me { mandates { id } } }")["me"]["mandates"] == [
        {"id": approved["mandate"]["id"]}
    ]
    [again] = manager.data(APPROVE, input=said)["approveInvitation"]["errors"]
    assert again["code"] == "APPROVED"
    gone = {**said, "id": approved["mandate"]["id"]}
    assert manager.data(REVOKE, input=gone)["revokeMandate"]["mandate"]["revokedAt"]
    assert newcomer.data("{ me { mandates { id } } }")["me"]["mandates"] == []


def test_a_link_that_does_not_work_says_nothing_about_why(
    town: Town, ask: Callable[..., Any], time_machine: Any
) -> None:
    used, withdrawn, expired = (invited(town, ask) for _ in range(3))
    newcomer, manager = ask(town.home.district, town.outsider), ask(town.home.district, town.home.manager)
    newcomer.data(ACCEPT, input={"secret": used[1]})
    said = {"actingAs": encode("Mandate", town.home.manager_mandate.id), "id": withdrawn[0]["id"]}
    assert manager.data(WITHDRAW, input=said)["withdrawInvitation"]["invitation"]["state"] == "WITHDRAWN"
    with scope(town.home.district):
        row = Invitation.objects.get(accepted_at=None, withdrawn_at=None)
    time_machine.move_to(row.expires_at)
    secrets = [used[1], withdrawn[1], expired[1], "never-was", ""]
    answers = [newcomer.data(ACCEPT, input={"secret": secret})["acceptInvitation"] for secret in secrets]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["invitation"] is None and answers[0]["errors"][0]["code"] == "NOT_FOUND"
    next_door = ask(town.next_door.district, town.outsider).data(ACCEPT, input={"secret": expired[1]})
    assert next_door["acceptInvitation"] == answers[0]


def test_an_answer_that_was_lost_is_asked_again_and_has_a_link_that_works(
    town: Town, ask: Callable[..., Any]
) -> None:
    first, lost = invited(town, ask, idempotencyKey="k")
    again, secret = invited(town, ask, idempotencyKey="k")
    assert first["id"] == again["id"] and secret not in ("", lost)
    with scope(town.home.district):
        assert Invitation.objects.count() == 1
    newcomer = ask(town.home.district, town.outsider)
    [error] = newcomer.data(ACCEPT, input={"secret": lost})["acceptInvitation"]["errors"]
    assert error["code"] == "NOT_FOUND"
    assert newcomer.data(ACCEPT, input={"secret": secret})["acceptInvitation"]["errors"] == []
    late, nothing = invited(town, ask, idempotencyKey="k")  # somebody followed it already
    assert (late["id"], late["link"], nothing) == (first["id"], None, "")


def test_whoever_accepts_says_who_she_is_and_the_office_reads_it_before_it_approves(
    town: Town, ask: Callable[..., Any]
) -> None:
    invitation, secret = invited(town, ask)
    newcomer = ask(town.home.district, town.outsider)
    said = {"secret": secret, "name": "赵敏", "phone": "139-0000-1111"}
    assert newcomer.data(ACCEPT, input=said)["acceptInvitation"]["errors"] == []
    manager = ask(town.home.district, town.home.manager)
    waiting = "{ invitations { edges { node { acceptedBy acceptedName } } } }"
    [edge] = manager.data(waiting)["invitations"]["edges"]
    assert edge["node"] == {"acceptedBy": "outsider", "acceptedName": "赵敏"}
    acting = {"actingAs": encode("Mandate", town.home.manager_mandate.id), "id": invitation["id"]}
    manager.data(APPROVE, input=acting)
    assert newcomer.data("{ me { name } }")["me"] == {"name": "赵敏"}
    seen = "query($s: String!) { enterprise(slug: $s) { contacts { name role phone } } }"
    contacts = manager.data(seen, s=town.home.enterprise.slug)["enterprise"]["contacts"]
    assert {"name": "赵敏", "role": "LIAISON", "phone": "13900001111"} in contacts
    reveals = newcomer.data("{ me { reveals { edges { node { purpose by { label } } } } } }")["me"]["reveals"]
    assert [edge["node"] for edge in reveals["edges"]] == [
        {"purpose": "PROPERTY_SERVICE", "by": {"label": town.home.office.name}}
    ]


@pytest.mark.parametrize("who", ["the public", "liaison", "neighbour", "another office", "a guessed mandate"])
def test_whoever_may_not_invite_approve_or_revoke_leaves_nothing(
    town: Town, ask: Callable[..., Any], who: str
) -> None:
    home = town.home
    invitation, secret = invited(town, ask)
    ask(home.district, town.outsider).data(ACCEPT, input={"secret": secret})
    with scope(home.district):
        a_building("B座", office=(other := an_office("B座物业")), ordinal=1)
        elsewhere = a_mandate(an_account("b-manager"), other.id, "PROPERTY_MANAGER")
        before = [Invitation.objects.count(), Mandate.objects.count(), Act.objects.count()]
    account, mandate = {
        "the public": (None, home.manager_mandate),
        "liaison": (town.insider, home.mandate),
        "neighbour": (town.next_door.manager, town.next_door.manager_mandate),
        "another office": (elsewhere.account, elsewhere),
        "a guessed mandate": (town.outsider, home.manager_mandate),
    }[who]
    asking = ask(home.district, account)
    acting = {"actingAs": encode("Mandate", mandate.id)}
    said = {
        "inviteLiaison": (INVITE, {"enterprise": encode("Enterprise", home.enterprise.id)}),
        "approveInvitation": (APPROVE, {"id": invitation["id"]}),
        "revokeMandate": (REVOKE, {"id": encode("Mandate", home.mandate.id)}),
    }
    for name, (query, more) in said.items():
        assert [error["code"] for error in asking.data(query, input={**acting, **more})[name]["errors"]] == [
            "FORBIDDEN"
        ]
    with scope(home.district):
        assert [Invitation.objects.count(), Mandate.objects.count(), Act.objects.count()] == before
        assert Mandate.objects.get(id=home.mandate.id).revoked_at is None
    if account != town.outsider:  # who accepted it sees it
        assert asking.data(WAITING)["invitations"]["totalCount"] == 0


def test_the_office_may_ask_for_any_enterprise_that_is_nowhere_yet(
    town: Town, ask: Callable[..., Any]
) -> None:
    with scope(town.home.district):
        coming = an_enterprise("将来公司")
    said = {
        "actingAs": encode("Mandate", town.home.manager_mandate.id),
        "enterprise": encode("Enterprise", coming.id),
    }
    answer = ask(town.home.district, town.home.manager).data(INVITE, input=said)["inviteLiaison"]
    assert answer["invitation"]["principal"] == {"label": "将来公司"}


def test_nobody_accepts_without_signing_in(town: Town, ask: Callable[..., Any]) -> None:
    _invitation, secret = invited(town, ask)
    [error] = ask(town.home.district).data(ACCEPT, input={"secret": secret})["acceptInvitation"]["errors"]
    assert error["code"] == "FORBIDDEN" and error["path"] == []
    with scope(town.home.district):
        assert Invitation.objects.get().accepted_at is None


def test_nobody_approves_themselves(town: Town, ask: Callable[..., Any]) -> None:
    invitation, secret = invited(town, ask)
    manager = ask(town.home.district, town.home.manager)
    manager.data(ACCEPT, input={"secret": secret})
    said = {"actingAs": encode("Mandate", town.home.manager_mandate.id), "id": invitation["id"]}
    assert manager.data(APPROVE, input=said)["approveInvitation"]["errors"][0]["code"] == "FORBIDDEN"
    said["actingAs"] = encode("Mandate", town.home.secretary_mandate.id)
    secretary = ask(town.home.district, town.home.secretary)
    assert secretary.data(APPROVE, input=said)["approveInvitation"]["errors"] == []


def test_an_office_revokes_no_other_office(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    with scope(home.district):
        colleague = a_mandate(town.outsider, home.office.id, "PROPERTY_MANAGER")
    for mandate in (home.secretary_mandate, colleague):
        said = {"actingAs": encode("Mandate", home.manager_mandate.id), "id": encode("Mandate", mandate.id)}
        [error] = ask(home.district, home.manager).data(REVOKE, input=said)["revokeMandate"]["errors"]
        assert error["code"] == "FORBIDDEN"
    with scope(home.district):
        assert not Mandate.objects.exclude(revoked_at=None).exists()
