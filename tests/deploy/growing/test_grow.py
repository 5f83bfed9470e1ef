from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from alliance.resources.models import Listing
from deploy.growing.names import company_names, words_of
from tenants.isolation.scope import scope
from tenants.models import Building, Claim, District, Enterprise, EnterpriseTag, Tenancy, Unit
from tenants.rules import uscc

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def names(tmp_path: Path) -> Path:
    file = tmp_path / "names.txt"
    file.write_text("\ufeff青禾\n望舒\n\n青禾\nNameMoe\n" + "长" * 80 + "\n", "utf-8")
    return file


def test_a_file_of_names_gives_as_many_companies_as_wanted(names: Path) -> None:
    words = words_of(names)
    assert words == ["青禾", "望舒", "NameMoe"]
    made = company_names(words)
    assert len({next(made) for _ in range(2000)}) == 2000


def test_districts_grow_apart_and_can_grow_again(names: Path) -> None:
    for _ in range(2):
        call_command("grow", district="big", names=names, enterprises=250, districts=2, stdout=StringIO())
    for slug in ("big", "big-2"):
        with scope(District.objects.get(slug=slug)):
            assert Enterprise.objects.count() == 500
            assert Enterprise.objects.values("slug").distinct().count() == 500
            assert all(uscc.check(one.uscc or "") is None for one in Enterprise.objects.all()[:50])
            assert Unit.objects.count() == Tenancy.objects.count() == Claim.objects.count() == 500
            assert Building.objects.count() == 2
            assert EnterpriseTag.objects.exists() and Listing.objects.exists()


def test_what_cannot_be_is_said_in_a_sentence(names: Path, tmp_path: Path) -> None:
    for wrong in ({"names": tmp_path / "none.txt"}, {"enterprises": 0}, {"district": "Big One"}):
        given = {"district": "big", "names": names, "enterprises": 5} | wrong
        with pytest.raises(CommandError):
            call_command("grow", stdout=StringIO(), **given)
    assert not District.objects.exists()
