"""A background task works in one district, as a request does; its body cannot forget to."""

from typing import Any

from celery import Task

from .scope import scope


class DistrictTask(Task):
    """Base of every task on a district's data: its first argument, `district_id`, is opened around it.

    Use as `@shared_task(base=DistrictTask)`; the body gets the other arguments only.
    """

    abstract = True

    def __call__(self, district_id: str, *args: Any, **kwargs: Any) -> Any:
        with scope(_Id(district_id)):
            return super().__call__(*args, **kwargs)


class _Id:
    """What came over the broker, as something that has a primary key."""

    def __init__(self, district_id: str) -> None:
        self.pk = district_id
