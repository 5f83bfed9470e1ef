from datetime import date
from uuid import UUID

from api.graphql.peers import load
from tenants.models import Enterprise, Tenancy
from tenants.selectors.occupancy import main_tenancies


def main_tenancy(enterprise: Enterprise, day: date) -> Tenancy | None:
    """The enterprise's main tenancy on a day, or None where it was nowhere."""

    def read(rows: list[Enterprise]) -> dict[UUID, Tenancy]:
        return main_tenancies([row.pk for row in rows], day)

    return load(enterprise, ("main_tenancy", day), read)
