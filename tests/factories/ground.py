"""Places, enterprises and people for tests. Each opens no scope: call them inside one."""

from datetime import date
from typing import Any
from uuid import UUID

from tenants.actions.enterprises import add_enterprises, new_enterprise
from tenants.actions.moving import Terms, move_in
from tenants.acts.authors import OPERATOR, Author
from tenants.acts.recording import act
from tenants.models import (
    Account,
    Building,
    Contact,
    District,
    Enterprise,
    Floor,
    Mandate,
    Person,
    Principal,
    PrincipalKind,
    Role,
    Tenancy,
    Unit,
)

LONG_AGO = date(2020, 1, 1)


def a_district(slug: str, name: str = "", *, public: bool = True) -> District:
    return District.objects.create(slug=slug, name=name or slug, is_public=public)


def an_office(name: str = "物业服务中心") -> Principal:
    return Principal.objects.create(kind=PrincipalKind.BUILDING_OFFICE, name=name)


def a_secretariat(name: str = "联盟秘书处") -> Principal:
    return Principal.objects.create(kind=PrincipalKind.SECRETARIAT, name=name)


def a_building(name: str = "A座", *, office: Principal | None = None, ordinal: int = 0) -> Building:
    return Building.objects.create(name=name, ordinal=ordinal, office=office)


def a_unit(
    building: Building, label: str = "1203", *, area_m2: int | None = 100, parent: Unit | None = None
) -> Unit:
    """A unit on the floor its label begins with."""
    floor_label = label[:-2] or "1"
    floor = Floor.objects.filter(building=building, label=floor_label).first() or Floor.objects.create(
        building=building, label=floor_label, ordinal=Floor.objects.filter(building=building).count()
    )
    area = area_m2 * 10_000 if area_m2 else None
    return Unit.objects.create(
        building=building, floor=floor, label=label, lettable_area_cm2=area, parent=parent
    )


def an_enterprise(name: str = "华龙科技有限公司", **page: Any) -> Enterprise:
    with act("enterprise.register", by=OPERATOR) as record:
        return add_enterprises(record, [new_enterprise(name=name, **page)])[0]


def moved_in(
    enterprise: Enterprise,
    unit: Unit,
    *,
    starts: date | None = LONG_AGO,
    last_day: date | None = None,
    **how: Any,
) -> Tenancy:
    return move_in(
        by=OPERATOR, enterprise_id=enterprise.id, unit_id=unit.id, starts=starts, last_day=last_day, **how
    )


def under_contract(
    enterprise: Enterprise, unit: Unit, *, contract_to: date, starts: date = LONG_AGO
) -> Tenancy:
    """There, with a contract whose last day is `contract_to`: past it, the tenant is holding over."""
    terms = Terms(starts=starts, last_day=contract_to)
    return moved_in(enterprise, unit, starts=starts, terms=terms)


def an_account(login: str, **fields: Any) -> Account:
    return Account.objects.create_user(login=login, password=f"{login}-password", **fields)


def a_mandate(
    account: Account,
    principal_id: UUID,
    role: str = Role.LIAISON,
    *,
    starts: date = LONG_AGO,
    ends: date | None = None,
) -> Mandate:
    return Mandate.objects.create(
        account=account, principal_id=principal_id, role=role, starts=starts, ends=ends
    )


def author_of(mandate: Mandate) -> Author:
    return Author(
        role=mandate.role,
        account_id=mandate.account_id,
        principal_id=mandate.principal_id,
        mandate_id=mandate.id,
    )


def a_contact(
    enterprise: Enterprise, *, name: str = "张三", phone: str = "13800001234", role: str = "IN_CHARGE"
) -> Contact:
    return Contact.objects.create(
        enterprise=enterprise, person=Person.objects.create(name=name, phone=phone), role=role
    )
