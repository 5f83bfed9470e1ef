"""The sample's alliance: members since different days, institutions that are no tenants, a rotating chair.

All invented; 新众通 is left out, since nobody has told us whether and since when it belongs.
"""

from datetime import date, timedelta

from alliance.members.actions import admit, end_membership, give_office
from alliance.members.models import MemberOfficeKind, Membership
from deploy.sample.chance import Chance
from deploy.sample.days import months_from
from deploy.sample.enterprises import NAMED_BY_THE_ARTICLE
from deploy.sample.plan import DistrictPlan
from deploy.sample.rows.enterprises import Enterprises
from tenants.actions.enterprises import register
from tenants.acts.authors import Author
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import District, Enterprise, Mandate, Role

INSTITUTIONS = ("样例区图书馆", "样例街道社区卫生服务中心", "样例区老年大学")
_TENANTS, _IN_THE_MEETING = 40, 7
_CHAIR_MONTHS = 6
ONE_DAY = timedelta(days=1)


def join(plan: DistrictPlan, district: District, enterprises: Enterprises) -> None:
    """Admit members and give offices, as the secretariat of the district, whose mandate must be there."""
    chance, now = Chance(plan.slug).of("members"), today()
    with scope(district):
        by = secretariat()
        there = _present_since(plan, enterprises, now)
        joined = [
            _admitted(by, one, max(since, _some_months_ago(chance, now)))
            for one, since in chance.some(list(there.items()), _TENANTS)
        ]
        for name in INSTITUTIONS:
            made = register(by=by, name=name, kind="PUBLIC_INSTITUTION", sector="PUBLIC_INSTITUTION")
            _admitted(by, made, _some_months_ago(chance, now))
        settled = [one for one, since in joined if since <= months_from(now, -_CHAIR_MONTHS - 3)]
        _take_turns(by, settled[:3], now)
        for member in settled[:_IN_THE_MEETING]:
            give_office(by=by, enterprise_id=member.id, office=MemberOfficeKind.JOINT_MEETING, starts=now)
        _come_and_go(by, [one for one, _since in joined if one not in settled], now)


def _take_turns(by: Author, members: list[Enterprise], now: date) -> None:
    """One has been chair, one is, one will be: half a year each."""
    begins = months_from(now, -_CHAIR_MONTHS - 2, 1)
    for member in members:
        following = months_from(begins, _CHAIR_MONTHS, 1)
        give_office(
            by=by,
            enterprise_id=member.id,
            office=MemberOfficeKind.ROTATING_CHAIR,
            starts=begins,
            last_day=following - ONE_DAY,
        )
        begins = following


def _come_and_go(by: Author, recent: list[Enterprise], now: date) -> None:
    """Of those who came lately, one has left by now."""
    for member in recent[:1]:
        belongs = Membership.objects.get(enterprise=member)
        last_day = max(belongs.starts, now - timedelta(days=7))
        end_membership(by=by, membership_id=belongs.id, last_day=last_day)


def _admitted(by: Author, enterprise: Enterprise, starts: date) -> tuple[Enterprise, date]:
    admit(by=by, enterprise_id=enterprise.id, starts=starts)
    return enterprise, starts


def _some_months_ago(chance: Chance, now: date) -> date:
    return months_from(now, -chance.pick([1, 3, 9, 14, 20, 27, 33, 40]), chance.pick([1, 8, 15]))


def _present_since(plan: DistrictPlan, enterprises: Enterprises, now: date) -> dict[Enterprise, date]:
    """Who is there today, and for how long; not those of whom that is not known."""
    since: dict[Enterprise, date] = {}
    for stay in plan.stays:
        if stay.enterprise.name == NAMED_BY_THE_ARTICLE or stay.starts is None:
            continue
        if stay.starts <= now and (stay.ends is None or stay.ends > now):
            since.setdefault(enterprises[id(stay.enterprise)], stay.starts)
    return since


def secretariat() -> Author:
    """As whom the secretariat of the open district acts, once it is appointed."""
    mandate = Mandate.objects.filter(role=Role.SECRETARIAT).order_by("starts", "id")[0]
    return Author(
        role=mandate.role,
        account_id=mandate.account_id,
        principal_id=mandate.principal_id,
        mandate_id=mandate.id,
    )
