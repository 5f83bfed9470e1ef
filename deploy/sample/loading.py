"""A planned district written into the database, in one act."""

from deploy.progress import Progress
from deploy.sample.plan import DistrictPlan
from deploy.sample.rows.enterprises import Enterprises, write_enterprises, write_tags
from deploy.sample.rows.listings import write_listings
from deploy.sample.rows.stays import write_stays
from deploy.sample.rows.units import write_units
from tenants.actions.districts import create_district
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.isolation.scope import scope
from tenants.models import District

STEPS = 5


def load(plan: DistrictPlan, progress: Progress) -> tuple[District, Enterprises]:
    """Make the district. Returns it, and the rows of its enterprises by the `id()` of their plans."""
    progress.step(f"{plan.name}: towers", 0)
    district = create_district(slug=plan.slug, name=plan.name, by=OPERATOR, buildings=plan.buildings)
    with scope(district), act("sample.load", by=OPERATOR, summary=plan.name) as record:
        units = write_units(record, plan)
        progress.step(f"{plan.name}: enterprises")
        labels = [tag for one in plan.enterprises for tag in one.tags]
        tags = write_tags(record, labels + [tag for one in plan.listings for tag in one.tags])
        enterprises = write_enterprises(record, plan, tags)
        progress.step(f"{plan.name}: tenancies")
        write_stays(record, plan, units, enterprises)
        progress.step(f"{plan.name}: listings")
        write_listings(record, plan, enterprises, tags)
        progress.step(f"{plan.name}: the record of it")
        record.touch_enterprises(row.id for row in enterprises.values())
    progress.step(f"{plan.name} is there")
    return district, enterprises
