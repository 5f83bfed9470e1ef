"""Party organisations of Zhongde Plaza: a committee, two joint branches by building, one being prepared.

From the article: that joint branches are formed by building, and that 新众通's organisation has five stars.
Everything else is invented, and nothing about 新众通: of what kind its organisation is nobody has told us.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from alliance.branches.actions.counting import set_head_count
from alliance.branches.actions.covering import cover
from alliance.branches.actions.founding import Profile, found, record_known, record_step
from alliance.branches.actions.offices import name_office_holder
from alliance.branches.actions.terms import begin_term
from alliance.branches.models import PartyOrganisation
from alliance.branches.rules.days import months_later
from alliance.branches.rules.founding import Step
from alliance.branches.rules.papers import Paper
from alliance.ratings.actions import begin_rating, record_known_rating, record_star_step
from alliance.ratings.models import StarStepKind
from deploy.sample.enterprises import NAMED_BY_THE_ARTICLE
from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.models import Building, District, Enterprise
from tenants.selectors.occupancy import main_tenancies, tenancies_on

COMMITTEE, WITH_A_SECRETARY = "中德广场商圈党委", "中德广场A座B座联合党支部"
OTHER, PREPARED = "中德广场C座D座联合党支部", "中德广场E座联合党支部"
ABOVE = "样例街道党工委"
ARTICLE = "特别报道《李营街道打造“党建引领赋能城乡”示范区》"
OFFICES = {
    WITH_A_SECRETARY: (("SECRETARY", "柳青岚", ""), ("DEPUTY_SECRETARY", "贺知秋", "")),
    OTHER: (
        ("SECRETARY", "温如晦", ""),
        ("MEMBER", "池映雪", "组织委员"),
        ("MEMBER", "简怀远", "宣传委员"),
    ),
}


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A joint branch: its towers, how long ago it was founded, how many it covers and counts."""

    name: str
    towers: tuple[str, ...]
    months_ago: int
    covers: int
    formal: int
    probationary: int


# The first one's term of three years ends in four months; the second covers one unit more than is usual.
BRANCHES = (
    Branch(name=WITH_A_SECRETARY, towers=("A座", "B座"), months_ago=32, covers=4, formal=6, probationary=1),
    Branch(name=OTHER, towers=("C座", "D座"), months_ago=14, covers=6, formal=8, probationary=2),
)


def write(district: District, today: date) -> None:
    """All of it, by the actions that people use."""
    with scope(district):
        committee = _founded(Profile(name=COMMITTEE, kind="COMMITTEE", superior_name=ABOVE), _ago(today, 40))
        taken: set[UUID] = set()
        for number, branch in enumerate(BRANCHES, start=1):
            _joint(branch, committee, number, taken, today)
        _being_prepared(committee, today)
        _by_work(committee, taken, today)
        _named_by_the_article()


def _joint(branch: Branch, committee: PartyOrganisation, number: int, taken: set[UUID], today: date) -> None:
    since = _ago(today, branch.months_ago)
    over = Building.objects.filter(name__in=branch.towers).values_list("id", flat=True)
    profile = Profile(
        name=branch.name,
        kind="JOINT_BRANCH",
        superior_id=committee.id,
        description="按楼宇成立，每月最后一个周五开展主题党日。",
        building_ids=tuple(over),
    )
    one = _founded(profile, since, number)
    covered = [*_there(branch.towers, taken, branch.covers, today), *_moved_away(branch.towers, taken, today)]
    taken |= set(covered)
    cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=covered, starts=since)
    begin_term(by=OPERATOR, organisation_id=one.id, starts=since, elected_on=since - timedelta(days=7))
    for title, name, portfolio in OFFICES[branch.name]:
        name_office_holder(
            by=OPERATOR, organisation_id=one.id, title=title, name=name, portfolio=portfolio, starts=since
        )
    set_head_count(
        by=OPERATOR,
        organisation_id=one.id,
        on=today - timedelta(days=20),
        formal=branch.formal,
        probationary=branch.probationary,
    )
    if branch.name == WITH_A_SECRETARY:
        _being_rated(one, today)


def _founded(profile: Profile, since: date, number: int = 0) -> PartyOrganisation:
    """Requested, approved, elected and signed in the weeks before a day."""
    one = found(by=OPERATOR, profile=profile)
    days = {Step.REQUEST: 60, Step.APPROVAL: 30, Step.ELECTION: 7, Step.SIGN: 0}
    paper = Paper(
        number=f"样街党发〔{since.year}〕{number + 11}号", on=since - timedelta(days=30), issuer=ABOVE
    )
    for step, before in days.items():
        if step == Step.ELECTION and profile.kind == "COMMITTEE":
            continue  # its first leaders were appointed
        record_step(
            by=OPERATOR,
            organisation_id=one.id,
            step=step,
            on=since - timedelta(days=before),
            paper=paper if step == Step.APPROVAL else None,
        )
    return one


def _being_prepared(committee: PartyOrganisation, today: date) -> None:
    """Asked for, not yet approved: no organisation covers that tower."""
    over = Building.objects.get(name="E座")
    profile = Profile(name=PREPARED, kind="JOINT_BRANCH", superior_id=committee.id, building_ids=(over.id,))
    one = found(by=OPERATOR, profile=profile)
    day = today - timedelta(days=12)
    record_step(by=OPERATOR, organisation_id=one.id, step=Step.REQUEST, on=day, text="请示已报送")


def _by_work(committee: PartyOrganisation, taken: set[UUID], today: date) -> None:
    """The committee's own instructors look after some that no branch covers (工作覆盖)."""
    covered = _there(("E座",), taken, 2, today)
    day = _ago(today, 6)
    cover(by=OPERATOR, organisation_id=committee.id, enterprise_ids=covered, kind="WORK", starts=day)


def _being_rated(one: PartyOrganisation, today: date) -> None:
    """Last year's stars: assessed, waiting for the review."""
    starts, last_day = date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    rating = begin_rating(by=OPERATOR, organisation_id=one.id, starts=starts, last_day=last_day)
    for step, stars in ((StarStepKind.SELF_ASSESSMENT, 5), (StarStepKind.ASSESSMENT, 4)):
        day = today - timedelta(days=30 - 10 * step)
        record_star_step(by=OPERATOR, rating_id=rating.id, step=step, on=day, stars=stars)


def _named_by_the_article() -> None:
    """Five stars, because the article says so; period and papers are not in it, so they stay empty."""
    profile = Profile(
        name=f"{NAMED_BY_THE_ARTICLE}党组织",
        kind="BRANCH",
        description="报道未写明党组织类别，暂按党支部登记。",
    )
    one = record_known(by=OPERATOR, profile=profile)
    enterprise = Enterprise.objects.get(name=NAMED_BY_THE_ARTICLE)
    cover(by=OPERATOR, organisation_id=one.id, enterprise_ids=[enterprise.id])
    record_known_rating(by=OPERATOR, organisation_id=one.id, stars=5, source=ARTICLE)


def _there(towers: Iterable[str], taken: set[UUID], count: int, today: date) -> list[UUID]:
    """The first ones by name in these towers, whom nobody covers yet."""
    present = tenancies_on(today).filter(unit__building__name__in=towers, shared=False, parent=None)
    ordered = present.exclude(enterprise__name=NAMED_BY_THE_ARTICLE).exclude(enterprise__in=taken)
    ids = ordered.order_by("enterprise__sort_key", "enterprise").values_list("enterprise", flat=True)
    return list(dict.fromkeys(ids))[:count]


def _moved_away(towers: Iterable[str], taken: set[UUID], today: date) -> list[UUID]:
    """One that was in these towers and is elsewhere now: its secretaries will get advice."""
    was_here = Enterprise.objects.filter(
        tenancies__ends__lte=today, tenancies__unit__building__name__in=towers
    ).exclude(id__in=taken)
    here_now = tenancies_on(today).filter(unit__building__name__in=towers).values("enterprise")
    found_ones = was_here.exclude(id__in=here_now).order_by("sort_key", "id").distinct()
    places = main_tenancies([one.id for one in found_ones], today)
    return [one.id for one in found_ones if one.id in places][:1]


def _ago(today: date, months: int) -> date:
    """The first of a month, so many months ago."""
    return months_later(today.replace(day=1), -months)
