"""A district grown to a size, batch by batch."""

from collections.abc import Iterator
from itertools import islice

from deploy.growing.batches import Grower, Lists
from deploy.growing.names import company_names
from deploy.growing.readings import readings
from deploy.growing.towers import add_towers
from deploy.progress import Progress
from deploy.sample.chance import Chance
from deploy.sample.inventing import Inventor
from tenants.actions.districts import create_district
from tenants.actions.tags import tags_named
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import BusinessFormat, District, Enterprise, FormerSlug, Industry

BATCH = 4000  # a transaction of some seconds; the deferred keys of larger ones fill the memory
TAGS = 240


def grow(*, slug: str, words: list[str], enterprises: int, progress: Progress) -> District:
    """Add so many enterprises to a district, which is made if it is not there. Returns it.

    What is written is no act of its own and in no index yet: rebuild the index afterwards. Raises Refusal
    for a slug that cannot be.
    """
    district = District.objects.filter(slug=slug).first() or create_district(
        slug=slug, name=f"{slug} 商圈", by=OPERATOR
    )
    with scope(district), act("district.grow", by=OPERATOR, summary=f"+ {enterprises}"):
        present = Enterprise.objects.count()
        places = add_towers(district, enterprises)
        lists = _lists()
    chance = Chance(f"{slug}/{present}")
    grower = Grower(lists, Inventor(chance, first=present + 1000), chance, today())
    names = islice(company_names(words, start=present), enterprises)
    for taken in readings(_batches(names)):
        with scope(district):
            grower.batch(taken, places).write()
        progress.step(slug, len(taken))
    return district


def _batches(names: Iterator[str]) -> Iterator[list[str]]:
    while taken := list(islice(names, BATCH)):
        yield taken


def _lists() -> Lists:
    return Lists(
        industries={industry.code: industry for industry in Industry.objects.all()},
        formats={one.name: one for one in BusinessFormat.objects.all()},
        tags=tags_named(f"标签{number:03d}" for number in range(TAGS)),
        slugs={
            *Enterprise.objects.values_list("slug", flat=True),
            *FormerSlug.objects.values_list("slug", flat=True),
        },
    )
