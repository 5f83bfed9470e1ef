"""What a name and a code tell of an enterprise, and where a floor belongs."""

import pytest

from tenants.models import EnterpriseKind, Sector
from tenants.roster.floors import with_floor
from tenants.roster.kinds import kind_of, sector_of
from tenants.roster.similarity import core


@pytest.mark.parametrize(
    ("name", "uscc", "kind"),
    [
        ("甲有限公司", "91370811MAUMCN8YMM", EnterpriseKind.COMPANY),
        ("达亮理发店", "92370811MARGFMYA3R", EnterpriseKind.SOLE_TRADER),
        ("达亮理发店", None, EnterpriseKind.SOLE_TRADER),
        ("甲有限公司济宁分公司", None, EnterpriseKind.BRANCH),
        ("济宁市餐饮协会", None, EnterpriseKind.SOCIAL_ORGANISATION),
        ("甲老店", "91370811MAUMCN8YMM", EnterpriseKind.COMPANY),
        ("某某工作室", None, EnterpriseKind.COMPANY),
    ],
)
def test_the_kind_is_told_by_the_code_else_by_the_name(
    name: str, uscc: str | None, kind: EnterpriseKind
) -> None:
    assert kind_of(name, uscc) == kind


def test_a_sector_is_said_only_where_the_kind_settles_it() -> None:
    assert sector_of(EnterpriseKind.SOLE_TRADER) == Sector.NON_PUBLIC
    assert sector_of(EnterpriseKind.COMPANY) == Sector.UNKNOWN


@pytest.mark.parametrize(
    ("new", "order"),
    [
        ("B2", ["B2", "B1", "1", "3", "夹层", "5"]),
        ("2", ["B1", "1", "2", "3", "夹层", "5"]),
        ("3A", ["B1", "1", "3", "3A", "夹层", "5"]),
        ("屋顶", ["B1", "1", "3", "夹层", "5", "屋顶"]),
    ],
)
def test_a_floor_finds_its_place(new: str, order: list[str]) -> None:
    assert with_floor(["B1", "1", "3", "夹层", "5"], new) == order


def test_legal_form_and_place_do_not_make_another_name() -> None:
    assert core("山东华龙科技（济宁）有限公司") == core("华龙科技股份有限公司") == "华龙科技"
    assert core("华龙科技有限公司") != core("华龙商贸有限公司")
    assert core("龙有限公司") is None
