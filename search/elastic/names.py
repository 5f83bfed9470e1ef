"""The names of our indexes: `<prefix>-<shape>-<date>-<chance>`, behind the alias `<prefix>-<shape>`.

The shape is in the alias, so that an index of another release is not there for this one.
"""

import re

from django.utils import timezone
from elasticsearch import Elasticsearch

from search.elastic.address import Address
from search.engine import IndexLost
from search.shape import shape
from tenants.isolation.models import new_id


class Names:
    """Of one prefix."""

    def __init__(self, address: Address) -> None:
        self._prefix = address.prefix
        # A prefix may begin with another: `alliance` and `alliance-test`.
        self._ours = re.compile(rf"{re.escape(address.prefix)}-[0-9a-f]{{8}}-\d{{14}}-[0-9a-f]{{6}}")

    @property
    def alias(self) -> str:
        """What is read and written, of this release's shape."""
        return f"{self._prefix}-{shape()}"

    def fresh(self) -> str:
        """A name for a new index."""
        return f"{self.alias}-{timezone.now().strftime('%Y%m%d%H%M%S')}-{new_id().hex[-6:]}"

    def existing(self, client: Elasticsearch) -> list[str]:
        """All indexes of this prefix, of whatever release."""
        found = client.indices.get(
            index=f"{self._prefix}-*", filter_path="*.settings.index.uuid", features="settings"
        )
        return sorted(name for name in found.body if self._ours.fullmatch(name))

    def missing(self, client: Elasticsearch) -> IndexLost:
        """Why there is nothing behind the alias."""
        if self.existing(client):
            return IndexLost("The search index is of another release.")
        return IndexLost("There is no search index yet.")
