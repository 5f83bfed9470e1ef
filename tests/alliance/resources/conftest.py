import pytest

from tenants.acts.authors import Author
from tenants.isolation.scope import scope
from tests.factories.ground import a_mandate, an_account, an_enterprise, author_of
from tests.factories.town import Town


@pytest.fixture
def friend(town: Town) -> Author:
    with scope(town.home.district):
        return author_of(a_mandate(an_account("friend"), an_enterprise("热心公司").id))
