"""What every table of a district has: an id that tells nothing, its district, and the walls."""

from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7

from .constraints import CompositeForeignKey, RowSecurity
from .fields import DistrictKey, ScopedForeignKey

__all__ = ["Scoped", "ScopedForeignKey", "walls"]


def new_id() -> UUID:
    """A UUIDv7, made here and not by the database: `bulk_create` would leave placeholders."""
    return uuid7()


class Scoped(models.Model):
    """A row of one district. Its `district` is the open one; it never changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    district = DistrictKey(
        "tenants.District", on_delete=models.DO_NOTHING, editable=False, db_index=False, related_name="+"
    )

    class Meta:
        abstract = True


def walls(
    table: str,
    *,
    own_account: bool = False,
    append_only: bool = False,
    unchanging: bool = False,
    **foreign_keys: str,
) -> list[models.BaseConstraint]:
    """The constraints of a scoped table named `table` (`app_model`).

    Row-level security; a key that composite foreign keys can point to; and for each keyword
    `field="app_model"` the foreign key that carries the district along. `own_account`,
    `append_only` and `unchanging` are those of `RowSecurity`.
    """
    return [
        RowSecurity(
            name=f"{table}_walled", own_account=own_account, append_only=append_only, unchanging=unchanging
        ),
        models.UniqueConstraint(fields=["district", "id"], name=f"{table}_key"),
        *(
            CompositeForeignKey(fields=[field], to=target, name=f"{table}_{field}_fk")
            for field, target in foreign_keys.items()
        ),
    ]
