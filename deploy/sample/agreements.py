"""The sample's pacts with institutions from next door: one that begins next week, one under way. Invented."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from alliance.agreements.actions import draft_agreement, sign_agreement
from alliance.agreements.models import Frequency, Side
from alliance.agreements.rules import AgreementTerms, PromiseTerms
from alliance.resources.models import Audience, ListingCategory
from deploy.sample.members import INSTITUTIONS, secretariat
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import District, Enterprise

LIBRARY, CLINIC, _SENIORS = INSTITUTIONS
HALF_YEAR, WEEK = timedelta(days=182), timedelta(days=7)


def sign(district: District) -> None:
    """Draw up and sign, as the secretariat; call it once it is appointed and the institutions are there."""
    with scope(district):
        by = secretariat()
        for terms in (_with_the_library(today() + WEEK), _with_the_clinic(today() - HALF_YEAR / 2)):
            sign_agreement(by=by, agreement_id=draft_agreement(by=by, terms=terms))


def _with_the_library(starts: date) -> AgreementTerms:
    return AgreementTerms(
        institution=_named(LIBRARY),
        title="与样例区图书馆共建协议",
        number="样例共建〔03〕号",
        starts=starts,
        last_day=starts + 2 * HALF_YEAR,
        promises=(
            PromiseTerms(
                side=Side.INSTITUTION,
                title="报告厅免费开放",
                description="120 座，含投影；提前三天约。",
                category=ListingCategory.ROOM,
                quantity=Decimal(4),
                measure="场",
                frequency=Frequency.MONTH,
            ),
            PromiseTerms(
                side=Side.INSTITUTION,
                title="楼宇流动书架",
                category=ListingCategory.EQUIPMENT,
                quantity=Decimal(5),
                measure="架",
                audience=Audience.PUBLIC,
            ),
            PromiseTerms(
                side=Side.PARTNER,
                title="周末志愿者整理图书",
                category=ListingCategory.VOLUNTEER,
                quantity=Decimal(30),
                measure="小时",
                frequency=Frequency.QUARTER,
            ),
        ),
    )


def _with_the_clinic(starts: date) -> AgreementTerms:
    return AgreementTerms(
        institution=_named(CLINIC),
        title="与样例街道社区卫生服务中心共建协议",
        starts=starts,
        last_day=starts + HALF_YEAR,
        promises=(
            PromiseTerms(
                side=Side.INSTITUTION,
                title="楼宇健康讲座",
                category=ListingCategory.SKILL,
                quantity=Decimal(1),
                measure="场",
                frequency=Frequency.MONTH,
            ),
        ),
    )


def _named(name: str) -> UUID:
    return Enterprise.objects.get(name=name).id
