"""The credits ledger of Zhongde Plaza, as it may look after its first five months. Invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from alliance.ledger.actions import expire_due, reverse, set_category, set_limits, set_rule, write_gift
from deploy.sample.plan import DistrictPlan
from deploy.sample.rows.enterprises import Enterprises
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import District, Principal, PrincipalKind

OFFICE = "secretariat"
CATEGORIES = ("开办积分", "场地共享", "技能与咨询", "志愿服务")
RULES = (("ROOM", "半天", 5, "场地共享"), ("VOLUNTEER", "小时", 1, "志愿服务"))
BEGAN, AT_FIRST = 160, 100
WHO = ("software", "hotel", "accounting", "law", "education", "media")


@dataclass(frozen=True)
class Gift:
    """`days_ago` from one trade's enterprise (or the secretariat) to another's; `lasts`: so many days."""

    days_ago: int
    giver: str
    receiver: str
    amount: int
    category: str
    reason: str
    lasts: int | None = None


GIFTS = (
    Gift(120, OFFICE, "hotel", 20, "场地共享", "联盟例会连续三次提供会议室", lasts=90),
    Gift(104, "software", "hotel", 15, "场地共享", "借用会议室三个半天"),
    Gift(83, "hotel", "accounting", 12, "技能与咨询", "汇算清缴上门辅导"),
    Gift(61, "hotel", "software", 10, "技能与咨询", "小程序诊断"),
    Gift(47, "education", "law", 8, "技能与咨询", "劳动合同讲座"),
    Gift(33, OFFICE, "education", 24, "志愿服务", "四点半课堂志愿者八人三小时"),
    Gift(19, "accounting", "education", 6, "志愿服务", "员工子女托管"),
    Gift(12, "media", "software", 25, "技能与咨询", "活动报名页制作"),
    Gift(6, "law", "media", 10, "技能与咨询", "普法短片拍摄"),
)
WRONG = Gift(9, "media", "software", 25, "技能与咨询", "活动报名页制作")  # the same, entered twice


def open_ledger(plan: DistrictPlan, district: District, enterprises: Enterprises) -> None:
    """Categories, rules, what was issued and given since; one slip reversed, one gift partly expired."""
    first = {one.trade: enterprises[id(one)].id for one in reversed(plan.enterprises)}
    with scope(district):
        office = Principal.objects.filter(kind=PrincipalKind.SECRETARIAT).values_list("id", flat=True)[0]
        parties = {OFFICE: office, **{trade: first[trade] for trade in WHO}}
        categories = {
            name: set_category(by=OPERATOR, name=name, ordinal=number)
            for number, name in enumerate(CATEGORIES, start=1)
        }
        for code, measure, credits, name in RULES:
            set_rule(
                by=OPERATOR,
                listing_category=code,
                measure=measure,
                credits_per_unit=credits,
                category_id=categories[name],
            )
        at_first = [Gift(BEGAN, OFFICE, one, AT_FIRST, "开办积分", "首批成员单位开办积分") for one in WHO]
        for gift in sorted((*at_first, *GIFTS), key=lambda one: -one.days_ago):
            _write(gift, parties, categories, today())
        slip = _write(WRONG, parties, categories, today())
        reverse(by=OPERATOR, transfer_id=slip, reason="重复登记，予以冲正")
        set_limits(by=OPERATOR, principal_id=parties["hotel"], floor=0, ceiling=500)
        expire_due(today())


def _write(gift: Gift, parties: dict[str, UUID], categories: dict[str, UUID], now: date) -> UUID:
    """As the day it was, not as of now: a ledger in which everything came at once shows nothing."""
    day = now - timedelta(days=gift.days_ago)
    with act("credits.transfer", by=OPERATOR, summary=str(gift.amount)) as record:
        return write_gift(
            record,
            giver_id=parties[gift.giver],
            receiver_id=parties[gift.receiver],
            amount=gift.amount,
            category_id=categories[gift.category],
            reason=gift.reason,
            expires_on=day + timedelta(days=gift.lasts) if gift.lasts else None,
            day=day,
        ).id
