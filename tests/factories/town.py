"""Two districts that look alike, and three people: an insider, a neighbour and an outsider."""

from dataclasses import dataclass

import pytest

from tenants.acts.authors import Author
from tenants.isolation.scope import scope
from tenants.models import Account, Building, Contact, District, Enterprise, Mandate, Principal, Tenancy, Unit

from .ground import (
    a_building,
    a_contact,
    a_district,
    a_mandate,
    a_secretariat,
    a_unit,
    an_account,
    an_enterprise,
    an_office,
    author_of,
    moved_in,
)

# One valid code; both districts have an enterprise of this name and code.
SHARED_CODE = "91370811MAUMCN8YMM"
SHARED_NAME = "铂菲特商贸有限公司"


@dataclass
class Side:
    """One district: a tower with two units, an enterprise in one of them, its liaison, the offices."""

    district: District
    office: Principal
    secretariat: Principal
    building: Building
    unit: Unit
    empty_unit: Unit
    enterprise: Enterprise
    tenancy: Tenancy
    contact: Contact
    liaison: Account
    mandate: Mandate
    manager: Account
    manager_mandate: Mandate
    secretary: Account
    secretary_mandate: Mandate

    @property
    def as_liaison(self) -> Author:
        return author_of(self.mandate)

    @property
    def as_manager(self) -> Author:
        return author_of(self.manager_mandate)

    @property
    def as_secretary(self) -> Author:
        return author_of(self.secretary_mandate)


@dataclass
class Town:
    """`home` with the insider, `next_door` with the neighbour; the outsider has no mandate anywhere."""

    home: Side
    next_door: Side
    outsider: Account

    @property
    def insider(self) -> Account:
        return self.home.liaison

    @property
    def neighbour(self) -> Account:
        return self.next_door.liaison


def a_side(slug: str, person: str) -> Side:
    district = a_district(slug)
    liaison, manager, secretary = (
        an_account(f"{person}-{hat}") for hat in ("liaison", "manager", "secretary")
    )
    with scope(district):
        office, secretariat = an_office(), a_secretariat()
        building = a_building("A座", office=office)
        unit, empty_unit = a_unit(building, "1203"), a_unit(building, "1204")
        enterprise = an_enterprise(SHARED_NAME, uscc=SHARED_CODE)
        return Side(
            district=district,
            office=office,
            secretariat=secretariat,
            building=building,
            unit=unit,
            empty_unit=empty_unit,
            enterprise=enterprise,
            tenancy=moved_in(enterprise, unit),
            contact=a_contact(enterprise),
            liaison=liaison,
            mandate=a_mandate(liaison, enterprise.id),
            manager=manager,
            manager_mandate=a_mandate(manager, office.id, "PROPERTY_MANAGER"),
            secretary=secretary,
            secretary_mandate=a_mandate(secretary, secretariat.id, "SECRETARIAT"),
        )


@pytest.fixture
def town(transactional_db: None) -> Town:
    """Committed rows, since an outer transaction would hide a missing scope."""
    return Town(
        home=a_side("home", "insider"),
        next_door=a_side("next-door", "neighbour"),
        outsider=an_account("outsider"),
    )
