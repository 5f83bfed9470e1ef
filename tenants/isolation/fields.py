from typing import Any

from django.db import models
from django.db.models.lookups import Exact
from django.db.models.sql.where import AND, WhereNode

from .scope import current_district_id


class DistrictKey(models.ForeignKey):
    """The district of a row: the open one, written when the row is first saved, never changed.

    Not a default, since migrations would ask for it where no district is open.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if getattr(model_instance, self.attname) is None:
            setattr(model_instance, self.attname, current_district_id())
        return super().pre_save(model_instance, add)


class ScopedForeignKey(models.ForeignKey):
    """A foreign key inside one district.

    The database's constraint is the composite one of `walls()`, which carries the district along,
    so Django's own single-column constraint and cascade are off; joins say the district on both sides.
    """

    def __init__(self, to: Any, on_delete: Any = models.DO_NOTHING, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs.setdefault("db_index", False)
        super().__init__(to, on_delete, **kwargs)

    def get_extra_restriction(self, alias: str, related_alias: str) -> WhereNode:
        here = self.model._meta.get_field("district").get_col(related_alias)  # type: ignore[union-attr]
        there = self.related_model._meta.get_field("district").get_col(alias)  # type: ignore[union-attr]
        return WhereNode([Exact(here, there)], connector=AND)  # type: ignore[list-item]
