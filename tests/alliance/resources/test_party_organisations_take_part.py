"""A Party organisation posts and claims like any other, under its own name."""

from alliance.notices.models import Notice
from alliance.resources.selectors.sheets import project_rows
from tenants.acts.authors import Author
from tenants.isolation.scope import scope
from tenants.readers import reader_of
from tests.factories.branches import a_known_branch, a_secretary
from tests.factories.ground import an_account
from tests.factories.projects import a_claim, a_project, the_part
from tests.factories.town import Town


def test_its_name_is_in_the_sheet_and_in_the_notice(town: Town, friend: Author) -> None:
    home = town.home
    with scope(home.district):
        branch = a_secretary(an_account("branch"), a_known_branch("A座联合党支部").id)
        own = a_project(branch, ("志愿者", 10), title="楼道清理")
        others = a_project(friend, ("帐篷", 1), title="公益市集")
        a_claim(friend, the_part(own), 4)
        a_claim(branch, the_part(others))
        rows = list(project_rows(reader_of(home.secretary)))
        told = {notice.params["project"]: notice.params for notice in Notice.objects.all()}
    assert [row[1:3] for row in rows] == [("热心公司", "A座联合党支部"), ("A座联合党支部", "热心公司（4）")]
    assert told["楼道清理"]["owner"] == told["公益市集"]["claimant"] == "A座联合党支部"
