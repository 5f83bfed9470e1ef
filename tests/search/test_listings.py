"""What stands on the three lists is found by its words, follows what is written, and shows nothing to whom
it is not meant for."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from alliance.resources.actions import close_listing, publish_listing, renew_listing, update_listing
from alliance.resources.models import Listing
from alliance.resources.selectors import Criteria
from search import rebuilding
from search.comparing import differences
from search.documents.listings import documents
from search.documents.making import snapshot
from search.engines import engine
from search.fields import Subject
from search.selectors import search_listings
from search.sync import follow_listings
from tenants.acts.authors import OPERATOR
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Act
from tenants.readers import ANYBODY, reader_of
from tests.factories.ground import a_mandate, an_account, an_enterprise, author_of
from tests.factories.listings import FOR_DISTRICT, a_listing, for_named
from tests.factories.projects import a_claim, a_project, the_part
from tests.search.conftest import relay

CLOSED = Criteria(states=["CLOSED"])


@pytest.fixture
def home(town, index):
    """Four listings at home, one next door."""
    with scope(town.home.district):
        by = town.home.as_liaison
        a_listing(by, "多功能会议室", description="可容纳四十人，有投影", category="ROOM", tags=("路演",))
        a_listing(by, "求购二手叉车", kind="WANT", category="EQUIPMENT")
        a_listing(by, "会议记录速记", category="SKILL")
        a_project(by, title="公益市集")
    with scope(town.next_door.district):
        a_listing(town.next_door.as_liaison, "隔壁会议室", tags=("路演",))
    relay()
    return town.home


def as_reader(side, account):
    with scope(side.district):
        return reader_of(account)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        *[(text, "多功能会议室") for text in ("多功能会议室", "会议室", "會議室", "huiyishi", "hys", "DGN")],
        *[(text, "多功能会议室") for text in ("路演", "luyan", "投影", "场地", "多功能 路演")],
        *[
            ("叉车", "求购二手叉车"),
            ("chache", "求购二手叉车"),
            ("gysj", "公益市集"),
            ("会义室", "多功能会议室"),
        ],
    ],
)
def test_a_listing_is_found_by_title_tag_category_and_description(home, listed, text, first):
    assert listed(home.district, text)[0] == first
    assert "隔壁会议室" not in listed(home.district, text)


def test_enterprises_and_listings_are_not_mixed(home, listed, found):
    assert found(home.district, "会议室") == []
    assert listed(home.district, "铂菲特") == []


def test_filters_narrow_in_the_index_and_in_the_database(home, listed):
    assert set(listed(home.district, "会议")) == {"多功能会议室", "会议记录速记"}
    assert listed(home.district, "会议", filters={"category": ["SKILL"]}) == ["会议记录速记"]
    assert listed(home.district, "会议", filters={"kind": ["WANT"]}) == []
    assert listed(home.district, "会议", filters={"tag": ["路演"]}) == ["多功能会议室"]
    assert listed(home.district, "会议", wanted=Criteria(categories=["ROOM"])) == ["多功能会议室"]
    assert listed(home.district, "会议", wanted=Criteria(states=[])) == []


def test_the_index_follows_post_change_close_and_what_is_taken_back(home, listed):
    by = home.as_liaison
    with scope(home.district):
        row = a_listing(by, "露天咖啡座")
    assert listed(home.district, "咖啡") == []
    relay()
    assert listed(home.district, "咖啡") == ["露天咖啡座"]
    with scope(home.district):
        update_listing(by=by, listing_id=row.id, changes={"title": "屋顶茶座", "tags": ("观景",)})
    relay()
    assert listed(home.district, "咖啡") == []
    assert listed(home.district, "wudingchazuo") == listed(home.district, "观景") == ["屋顶茶座"]
    with scope(home.district):
        close_listing(by=by, listing_id=row.id)
    assert listed(home.district, "屋顶茶座") == []  # before the index knows
    relay()
    insider = as_reader(home, home.liaison)
    assert listed(home.district, "茶座", reader=insider) == []
    assert listed(home.district, "茶座", reader=insider, wanted=CLOSED) == ["屋顶茶座"]
    assert listed(home.district, "茶座", wanted=CLOSED) == []  # what is over is for mandate holders
    with scope(home.district):
        undo(act_id=Act.objects.latest("id").id, by=OPERATOR)
    relay()
    assert listed(home.district, "茶座") == ["屋顶茶座"]
    with scope(home.district):
        undo(act_id=Act.objects.get(verb="listing.update").id, by=OPERATOR)
    relay()
    assert listed(home.district, "咖啡") == ["露天咖啡座"] and listed(home.district, "观景") == []
    with scope(home.district):
        undo(act_id=Act.objects.filter(verb="listing.post").latest("id").id, by=OPERATOR)
        assert not Listing.objects.filter(id=row.id).exists()
    relay()
    assert row.id not in engine().versions(home.district.id, Subject.LISTING)
    assert list(differences(home.district.id)) == []


def test_every_way_in_which_a_listing_changes_raises_its_version(home, town):
    """So that what the index has of it can be told to be old."""
    with scope(home.district):
        friend = a_mandate(an_account("friend"), an_enterprise("热心公司").id)
        project = Listing.objects.get(title="公益市集")
        row = a_listing(home.as_liaison, "停车位", last_day=today())
        renew_listing(by=home.as_liaison, listing_id=row.id, last_day=today() + timedelta(days=9))

        a_claim(author_of(friend), the_part(project), 10)
    relay()
    with scope(home.district):
        versions = dict(Listing.objects.values_list("id", "version"))
    assert versions[row.id] == 2 and versions[project.id] > 1
    assert engine().versions(home.district.id, Subject.LISTING) == versions
    with scope(home.district):
        undo(act_id=Act.objects.get(verb="project.claim").id, by=OPERATOR)
    relay()
    assert list(differences(home.district.id)) == []


def test_a_draft_is_found_by_nobody_until_it_is_published(home, listed):
    insider = as_reader(home, home.liaison)
    with scope(home.district):
        row = a_listing(home.as_liaison, "未定之事", is_draft=True)
    relay()
    assert row.id not in engine().versions(home.district.id, Subject.LISTING)
    assert listed(home.district, "未定之事", reader=insider) == []
    with scope(home.district):
        publish_listing(by=home.as_liaison, listing_id=row.id)
    relay()
    assert listed(home.district, "未定之事") == ["未定之事"]
    with scope(home.district):
        undo(act_id=Act.objects.get(verb="listing.publish").id, by=OPERATOR)
    relay()
    assert row.id not in engine().versions(home.district.id, Subject.LISTING)


@pytest.fixture
def audiences(town, index):
    """One for everybody, one for the district, one for those named, all of the same words."""
    with scope(town.home.district):
        friend = an_enterprise("友邻公司")
        named = an_account("friend-liaison")
        a_mandate(named, friend.id)
        by = town.home.as_liaison
        a_listing(by, "仓库出租公开")
        a_listing(by, "仓库出租商圈", **FOR_DISTRICT)
        a_listing(by, "仓库出租点名", **for_named(friend.id))
    relay()
    return town, named


def test_each_finds_and_counts_what_is_meant_for_them(audiences, listed):
    town, named = audiences
    home = town.home
    public, member, told = {"仓库出租公开"}, {"仓库出租商圈"}, {"仓库出租点名"}
    for account, sees in (
        (None, public),
        (town.outsider, public),
        (town.neighbour, public),
        (home.manager, public | member),
        (home.secretary, public | member),
        (named, public | member | told),
        (town.insider, public | member | told),
    ):
        reader = as_reader(home, account)
        assert set(listed(home.district, "仓库出租", reader=reader)) == sees
        assert set(listed(home.district, "ckcz", reader=reader)) == sees
        assert listed(town.next_door.district, "仓库出租", reader=as_reader(town.next_door, account)) == []


def test_nothing_tells_of_a_hit_that_one_may_not_see(audiences, listed):
    """Not a cursor's place, nor that nothing similar is proposed where something hidden is meant exactly."""
    town, _named = audiences
    with scope(town.home.district):
        page = search_listings(reader=ANYBODY, text="仓库出租")
        [hit] = page.hits
        hidden = list(Listing.objects.exclude(audience="PUBLIC").values_list("id", flat=True))
        before = (hit.score, hit.cursor, page.total_count)
        similar = [hit.row.title for hit in search_listings(reader=ANYBODY, text="仓库出租点名").hits]
    with engine().writing() as index:
        index.drop(town.home.district.id, Subject.LISTING, dict.fromkeys(hidden, 0))
    with scope(town.home.district):
        page = search_listings(reader=ANYBODY, text="仓库出租")
        assert (page.hits[0].score, page.hits[0].cursor, page.total_count) == before
        now = [hit.row.title for hit in search_listings(reader=ANYBODY, text="仓库出租点名").hits]
        assert now == similar == ["仓库出租公开"]


def test_pages_follow_each_other_over_what_is_hidden(audiences, listed):
    town, _named = audiences
    with scope(town.home.district):
        for number in range(5):
            a_listing(town.home.as_liaison, f"仓库出租{number}号")
            a_listing(town.home.as_liaison, f"仓库出租{number}室", **FOR_DISTRICT)
    relay()
    whole, seen, cursor = listed(town.home.district, "仓库出租"), [], None
    with scope(town.home.district):
        for _page in range(3):
            page = search_listings(reader=ANYBODY, text="仓库出租", first=2, after=cursor)
            assert page.total_count == 6
            seen += [hit.row.title for hit in page.hits]
            cursor = page.hits[-1].cursor
        assert not page.has_next_page
    assert seen == whole and len(set(seen)) == 6


def test_rebuild_and_check_know_listings(home, listed):
    [row] = [row for row in rows(home) if row.title == "公益市集"]
    with engine().writing() as open_index:
        open_index.drop(home.district.id, Subject.LISTING, {row.id: 0})
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 "), translation.override("en"):
        call_command("search", "check", "--dry-run", stdout=out)
    assert f"home listing {row.id}: index -, database 1" in out.getvalue()
    assert rebuilding.rebuild_district(home.district.id) == 5
    assert list(differences(home.district.id)) == []
    with engine().writing() as open_index:
        open_index.clear(home.district.id)
    assert rebuilding.rebuild() == 7
    assert listed(home.district, "公益市集") == ["公益市集"]
    call_command("search", "check", stdout=out)


def test_what_is_posted_while_a_new_index_fills_is_in_it(home, listed, monkeypatch):
    write, late = rebuilding.write, iter(["写在中途"])

    def write_then_post(open_index, present):
        write(open_index, present)
        for title in late if present.asked.subject is Subject.LISTING else ():
            with scope(home.district):
                a_listing(home.as_liaison, title)
            relay()  # goes to the old index, which is still current

    monkeypatch.setattr(rebuilding, "write", write_then_post)
    rebuilding.rebuild()
    assert listed(home.district, "写在中途") == ["写在中途"]
    assert list(differences(home.district.id)) == []


def test_an_index_that_lies_shows_nothing_of_the_neighbour(home, town, listed):
    with snapshot(town.next_door.district.id):
        stolen = documents([row.id for row in Listing.objects.all()])
    with engine().writing() as open_index:
        open_index.put(home.district.id, stolen)
    assert listed(home.district, "隔壁会议室") == listed(home.district, "会议室")


def rows(side):
    with scope(side.district):
        return list(Listing.objects.all())


def test_a_page_and_a_batch_cost_the_same_however_much_there_is(home):
    with scope(home.district):
        for number in range(30):
            a_listing(home.as_liaison, f"工位{number}号", tags=("工位",))
    relay()
    ids = [row.id for row in rows(home) if "工位" in row.title]

    def statements(do):
        with CaptureQueriesContext(connection) as asked:
            do()
        return len(asked)

    def search(first):
        with scope(home.district):
            page = search_listings(reader=ANYBODY, text="工位", first=first)
            assert (len(page.hits), page.total_count) == (first, 30)

    assert statements(lambda: search(1)) == statements(lambda: search(30)) <= 6
    one, all_of_them = (
        statements(lambda some=some: follow_listings(home.district.id, some)) for some in (ids[:1], ids)
    )
    assert one == all_of_them <= 8
