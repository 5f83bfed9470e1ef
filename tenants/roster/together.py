"""Who is on which unit already: two that are there together need no question when a roster lists both."""

from collections.abc import Callable
from functools import cache

from tenants.isolation.scope import current_district_id
from tenants.roster.cells.names import name_key
from tenants.roster.cells.units import read_units
from tenants.selectors.occupancy import tenancies_on

# Takes a tower's name, returns unit and name of whoever stands there, in the form that a roster is read into.
Standing = Callable[[str], frozenset[tuple[str, str]]]


def nobody_stands(tower: str) -> frozenset[tuple[str, str]]:
    """Where there is no district to ask."""
    return frozenset()


def standing_here() -> Standing:
    """Of the open district, asked once for each tower and only when somebody wants to know."""

    @cache
    def standing(tower: str) -> frozenset[tuple[str, str]]:
        there = tenancies_on().filter(district=current_district_id(), unit__building__name=tower)
        return frozenset(
            (text, name_key(name))
            for label, name in there.values_list("unit__label", "enterprise__name")
            for text in _spellings(label)
        )

    return standing


def _spellings(label: str) -> set[str]:
    labels = read_units(label).value or ()
    return {label, labels[0].text} if len(labels) == 1 else {label}
