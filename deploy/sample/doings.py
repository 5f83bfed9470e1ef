"""What the joint branches of Zhongde Plaza do: activities, a project that others claim of, somebody to
remind of a term. Invented."""

from datetime import date, timedelta
from decimal import Decimal

from alliance.branches.actions.activities import record_activity
from alliance.branches.actions.reminding import remind_of_terms
from alliance.branches.models import PartyOrganisation
from alliance.resources.actions import claim_part, deliver_claim, post_listing
from alliance.resources.models import Audience, ListingCategory, ListingKind, ProjectPart
from alliance.resources.rules import PartTerms, Terms
from deploy.sample.branches import OTHER, WITH_A_SECRETARY
from deploy.sample.plan import DistrictPlan
from deploy.sample.rows.enterprises import Enterprises
from tenants.acts.authors import Author
from tenants.isolation.scope import scope
from tenants.models import District

# Whose, how many days ago, what, how many came (None: nobody counted).
ACTIVITIES = (
    (WITH_A_SECRETARY, 68, "主题党日：走访楼里新入驻单位", 7),
    (WITH_A_SECRETARY, 40, "微党课：消防通道就是生命通道", 21),
    (WITH_A_SECRETARY, 11, "主题党日：清理楼道与共享单车", 16),
    (OTHER, 33, "主题党日：街区志愿服务", 12),
    (OTHER, 5, "楼宇单位座谈", None),
)
PARTS = (("周末值守", 12, "人次"), ("旧物回收箱", 4, "个"), ("分类讲解", 1, ""))
# Trade, which part, how much, whether it is done already.
CLAIMS = (("software", 0, 4, False), ("law", 0, 3, False), ("hotel", 1, 2, True))
ENDS_IN = timedelta(days=45)


def begin(plan: DistrictPlan, district: District, enterprises: Enterprises, today: date) -> None:
    """Call it once everybody is appointed, so that the secretary hears of it."""
    with scope(district):
        secretaries = {
            one.name: Author(role="BRANCH_SECRETARY", principal_id=one.id)
            for one in PartyOrganisation.objects.filter(name__in=(WITH_A_SECRETARY, OTHER))
        }
        for name, days, title, count in ACTIVITIES:
            by = secretaries[name]
            assert by.principal_id is not None
            on = today - timedelta(days=days)
            record_activity(by=by, organisation_id=by.principal_id, title=title, on=on, head_count=count)
        members = {
            one.trade: Author(role="LIAISON", principal_id=enterprises[id(one)].id)
            for one in reversed(plan.enterprises)
        }
        _project(secretaries[WITH_A_SECRETARY], members, today)
        remind_of_terms(today)


def _project(by: Author, members: dict[str, Author], today: date) -> None:
    terms = Terms(
        title="A座B座垃圾分类示范楼",
        description="六周，两座楼的单位轮流值守，楼层每周公布分类情况。",
        category=ListingCategory.VOLUNTEER,
        audience=Audience.DISTRICT,
        last_day=today + ENDS_IN,
        parts=tuple(
            PartTerms(title=title, quantity=Decimal(many), measure=measure) for title, many, measure in PARTS
        ),
    )
    project = post_listing(by=by, kind=ListingKind.PROJECT, terms=terms)
    parts = ProjectPart.objects.filter(listing=project).order_by("ordinal").values_list("id", flat=True)
    for trade, number, many, done in CLAIMS:
        if trade in members:
            claim = claim_part(by=members[trade], part_id=parts[number], quantity=Decimal(many))
            if done:
                deliver_claim(by=members[trade], claim_id=claim)
