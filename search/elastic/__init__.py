"""Elasticsearch: the engine of a cluster. Imported only where SEARCH_URL names it.

One dated index for all districts behind an alias, routed by district: a district lies on one shard, so its
totals and facets are exact, and a search asks one shard however many there are. The district is the first
filter of every query besides, since several share a shard. Scores are constants, for the reason that
`search/fields.py` gives. What the analysis does was done in Python: the fields split at white space.

**Who writes** is decided in PostgreSQL (`turns.py`): one at a time, so that what is read inside is newer
than what the index holds, and a swap waits for whoever began before it. **Versions** are the net under that:
a request that outlived its sender arrives late, carries an older `Document.version`, and is refused.

**What is taken away** leaves a *tombstone* of the same version: a document of no district and no subject,
which nothing finds. Elasticsearch forgets the versions of deletes after a minute; a late request would bring
the document back. The version is the highest that is known, of the row or of the document, and no higher: an
enterprise that comes back without being written (a membership begins at midnight) has the version it went
with, and so has a listing whose deletion is undone. `external_gte` lets these in. The next rebuild leaves the
tombstones behind.

See `docs/adr/0015-elasticsearch.md`.
"""
