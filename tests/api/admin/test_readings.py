"""The secretariat keeps the district's readings in the admin, by the same actions as everywhere."""

from tenants.actions.readings import set_local_reading
from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.models import Act, LocalReading
from tests.factories.town import Town

from .test_entrance import HOME, signed_in

PAGE = f"{HOME}tenants/localreading/"


def entries(side):
    with scope(side.district):
        return dict(LocalReading.objects.values_list("phrase", "reading"))


def test_a_secretary_adds_changes_and_removes_an_entry(town: Town) -> None:
    home = town.home
    page = signed_in(home.secretary)
    assert page.post(f"{PAGE}add/", {"phrase": "樂天", "reading": "yue4 tian1"}).status_code == 302
    assert entries(home) == {"乐天": "yue4 tian1"}
    assert "le4 tian1" in page.get(PAGE).content.decode()  # how it is read otherwise
    with scope(home.district):
        [entry] = LocalReading.objects.all()
    assert page.post(f"{PAGE}{entry.pk}/change/", {"reading": ""}).status_code == 302
    assert entries(home) == {"乐天": ""}
    assert page.post(f"{PAGE}{entry.pk}/delete/", {"post": "yes"}).status_code == 302
    assert entries(home) == {}
    with scope(home.district):
        acts = Act.objects.filter(account=home.secretary).order_by("id").values_list("verb", flat=True)
        assert list(acts) == ["local_reading.set", "local_reading.set", "local_reading.remove"]


def test_what_is_no_reading_is_said_on_the_page(town: Town) -> None:
    page = signed_in(town.home.secretary)
    answer = page.post(f"{PAGE}add/", {"phrase": "乐天", "reading": "yue"}, follow=True).content.decode()
    assert "shan4 xian4" in answer
    assert entries(town.home) == {}


def test_another_districts_entry_is_none_here(town: Town) -> None:
    with scope(town.next_door.district):
        theirs = set_local_reading(by=OPERATOR, phrase="乐天", reading="yue4 tian1")
    page = signed_in(town.home.secretary)
    page.post(f"{PAGE}{theirs}/delete/", {"post": "yes"})
    page.post(f"{PAGE}{theirs}/change/", {"reading": ""})
    assert "乐天" not in page.get(PAGE).content.decode()
    assert entries(town.next_door) == {"乐天": "yue4 tian1"}
