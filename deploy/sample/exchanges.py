"""What members of Zhongde Plaza have agreed on with each other, in each state. Invented."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from alliance.matching import actions
from alliance.matching.models import Exchange, Outcome
from alliance.matching.rules import Proposal
from alliance.resources.actions import post_listing
from alliance.resources.models import ListingCategory, ListingKind
from alliance.resources.rules import Terms
from deploy.sample.plan import DistrictPlan
from deploy.sample.rows.enterprises import Enterprises
from tenants.acts.authors import Author
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import District, Principal, PrincipalKind


@dataclass(frozen=True)
class Deal:
    """A trade's offer, taken by another trade as far as `state`. `want`: what that one had posted."""

    giver: str
    taker: str
    state: str
    offer: str
    category: str
    quantity: int | None = None
    measure: str = ""
    takes: int | None = None
    want: str = ""
    message: str = ""


DEALS = (
    Deal("hotel", "software", "PROPOSED", "二层多功能厅", "ROOM", 8, "半天", 1, message="周三下午办发布会"),
    Deal("software", "hotel", "PROPOSED", "小程序健康检查", "SKILL", want="小程序打开慢，求诊断"),
    Deal("accounting", "media", "DECLINED", "年报辅导", "SKILL", 6, "次", 1),
    Deal("law", "software", "WITHDRAWN", "合同范本讲解", "SKILL", 4, "场", 1),
    Deal("media", "hotel", "AGREED", "开业短片拍摄", "SKILL", 3, "条", 1, want="前厅翻新后求拍短片"),
    Deal("education", "law", "DELIVERED", "四点半课堂志愿者培训", "VOLUNTEER", 20, "小时", 6),
    Deal("hotel", "accounting", "CONFIRMED", "小会议室", "ROOM", 12, "半天", 2, want="月度例会求会议室"),
    Deal("law", "hotel", "CONFIRMED", "劳动用工答疑", "SKILL"),
    Deal("software", "education", "DISPUTED", "投影仪出借", "EQUIPMENT", message="周末两天"),
    Deal("hotel", "media", "SETTLED", "露台拍摄场地", "ROOM", 4, "半天", 1),
    Deal("accounting", "software", "CANCELLED", "研发费用归集咨询", "SKILL", 5, "次", 2),
)  # fmt: skip
DISPUTE, SETTLEMENT = "约定的时间没有拿到，改用了自己的。", "双方核对登记，确认未交付，名额退回。"
DUE = timedelta(days=14)


def agree(plan: DistrictPlan, district: District, enterprises: Enterprises) -> None:
    """Post, propose and go on as members do it. Call it once all are appointed and the ledger is open."""
    with scope(district):
        authors = {
            one.trade: Author(role="LIAISON", principal_id=enterprises[id(one)].id)
            for one in reversed(plan.enterprises)
        }
        secretariat = Principal.objects.filter(kind=PrincipalKind.SECRETARIAT).values_list("id", flat=True)[0]
        office = Author(role="SECRETARIAT", principal_id=secretariat)
        for deal in DEALS:
            if {deal.giver, deal.taker} <= authors.keys():
                _bring_about(deal, authors[deal.giver], authors[deal.taker], office)


def _bring_about(deal: Deal, giver: Author, taker: Author, office: Author) -> None:
    category = ListingCategory(deal.category)
    many = Decimal(deal.quantity) if deal.quantity else None
    offer = post_listing(
        by=giver,
        kind=ListingKind.OFFER,
        terms=Terms(title=deal.offer, category=category, quantity=many, measure=deal.measure),
    )
    want = None
    if deal.want:
        terms = Terms(title=deal.want, category=category)
        want = post_listing(by=taker, kind=ListingKind.WANT, terms=terms)
    proposal = Proposal(
        offer=offer,
        want=want,
        quantity=Decimal(deal.takes) if deal.takes else None,
        message=deal.message,
        due=today() + DUE,
    )
    match = actions.propose(by=taker, proposal=proposal)
    if deal.state == "DECLINED":
        actions.decline(by=giver, match_id=match)
    elif deal.state == "WITHDRAWN":
        actions.withdraw(by=taker, match_id=match)
    elif deal.state != "PROPOSED":
        actions.accept(by=giver, match_id=match)
        _go_on(deal.state, Exchange.objects.get(match=match).id, giver, taker, office)


def _go_on(state: str, exchange: UUID, giver: Author, taker: Author, office: Author) -> None:
    if state == "CANCELLED":
        actions.cancel(by=taker, exchange_id=exchange)
    if state in ("DISPUTED", "SETTLED"):
        actions.dispute(by=taker, exchange_id=exchange, text=DISPUTE)
    if state == "SETTLED":
        outcome = Outcome.NOT_DELIVERED
        actions.settle(by=office, exchange_id=exchange, outcome=outcome, text=SETTLEMENT)
    if state in ("DELIVERED", "CONFIRMED"):
        actions.deliver(by=giver, exchange_id=exchange)
    if state == "CONFIRMED":
        actions.confirm(by=taker, exchange_id=exchange)
        actions.confirm(by=giver, exchange_id=exchange)
