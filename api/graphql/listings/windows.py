from typing import Any

import graphene

from alliance.resources.rules import WindowTerms, weekdays_in
from api.graphql.base import HouseType, described
from api.graphql.enums import choices_of

NAMES = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
Weekday = choices_of(
    "Weekday",
    "A day of the week, as the calendar has it: make-up Saturdays (调休) are Saturdays.",
    {name: f"{name.title()}." for name in NAMES},
)


class ListingWindowType(HouseType):
    class Meta:
        name = "ListingWindow"
        description = "When within its days a listing is available (可用时段), e.g. weekdays 18:00 to 21:00."
        permission = ("read", "listing.public")

    weekdays = graphene.List(
        graphene.NonNull(Weekday), required=True, description="On these days, Monday first."
    )
    from_ = graphene.Time(name="from", required=True, description="From then on, e.g. `18:00:00`.")
    until = graphene.Time(required=True, description="Until before then, e.g. `21:00:00`.")

    def resolve_weekdays(window: Any, info: Any) -> list[str]:
        return [NAMES[day] for day in sorted(weekdays_in(window.weekdays))]

    def resolve_from_(window: Any, info: Any) -> Any:
        return window.opens

    def resolve_until(window: Any, info: Any) -> Any:
        return window.closes


class ListingWindowInput(graphene.InputObjectType):
    class Meta:
        description = "When within its days a listing is available."

    weekdays = graphene.List(graphene.NonNull(Weekday), required=True, description="On these days.")
    from_ = graphene.Time(name="from", required=True, description="From then on, e.g. `18:00`.")
    until = graphene.Time(
        required=True, description="Until before then, e.g. `21:00`; until midnight is `23:59:59`."
    )


described("ListingWindowInput", ListingWindowInput._meta.fields)


def window_of(given: Any) -> WindowTerms:
    """A window as the domain knows it."""
    days = frozenset(NAMES.index(day.value) for day in given.weekdays)
    return WindowTerms(weekdays=days, opens=given["from_"], closes=given.until)
