"""A new district: its row outside the walls, and inside them what every district begins with."""

import re
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.acts.recording import Record, act
from tenants.errors import Refusal
from tenants.industries import all_industries
from tenants.isolation.scope import scope
from tenants.models import (
    Building,
    BuildingAlias,
    BusinessFormat,
    District,
    Floor,
    Industry,
    Principal,
    PrincipalKind,
)
from tenants.permissions import require
from tenants.reading.folding import fold
from tenants.rules.building_plans import BuildingPlan

# 业态: a list to begin with, which each district makes its own.
FORMATS = (
    "写字楼", "酒店", "旗舰零售", "零售", "餐饮", "服务",
    "金融", "教育培训", "医疗健康", "文体娱乐", "公共服务", "其他",
)  # fmt: skip
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 60


def create_district(
    *, slug: str, name: str, by: Author, is_public: bool = True, buildings: Sequence[BuildingPlan] = ()
) -> District:
    """Make a district with its towers, formats, industries, secretariat and property office.

    The office manages all its towers. Returns the district. Raises Refusal: `FORBIDDEN`, `SLUG_INVALID`,
    `NAME_MISSING`, `SLUG_TAKEN`.
    """
    require(by, "create", "district")
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST:
        raise Refusal("SLUG_INVALID", _("An address is made of a-z, 0-9 and single hyphens."), ("slug",))
    if not name.strip():
        raise Refusal("NAME_MISSING", _("A district needs a name."), ("name",))
    if District.objects.filter(slug=slug).exists():
        raise _taken()
    district = District(slug=slug, name=name.strip(), is_public=is_public)
    with transaction.atomic():
        try:
            with transaction.atomic():
                district.save(force_insert=True)
        except IntegrityError as error:  # somebody was quicker
            raise _taken() from error
        with scope(district), act("district.create", by=by, summary=district.name) as record:
            _lists(record)
            _places(record, district.name, buildings)
    return district


def _places(record: Record, district_name: str, buildings: Sequence[BuildingPlan]) -> None:
    """The secretariat, and the property office with its towers."""
    secretariat = Principal(kind=PrincipalKind.SECRETARIAT, name=f"{district_name}联盟秘书处")
    office = Principal(kind=PrincipalKind.BUILDING_OFFICE, name=f"{district_name}物业服务中心")
    record.create_many([secretariat, office])
    towers = [
        Building(name=plan.name, ordinal=place, office=office)
        for place, plan in enumerate(buildings, start=1)
    ]
    record.create_many(towers)
    pairs = list(zip(towers, buildings, strict=True))
    record.create_many(
        [
            BuildingAlias(building=tower, alias=alias, folded=fold(alias))
            for tower, plan in pairs
            for alias in plan.aliases
        ]
    )
    record.create_many(
        [
            Floor(building=tower, label=label, ordinal=place)
            for tower, plan in pairs
            for place, label in enumerate(plan.floors, start=1)
        ]
    )


def _lists(record: Record) -> None:
    record.create_many([Industry(code=code, name=name) for code, name in all_industries()])
    record.create_many(
        [BusinessFormat(name=name, ordinal=place) for place, name in enumerate(FORMATS, start=1)]
    )


def _taken() -> Refusal:
    return Refusal("SLUG_TAKEN", _("There is a district at this address already."), ("slug",))
