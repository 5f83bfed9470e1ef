"""tantivy: the engine in the process, its index in a folder.

**One index for all districts**, the district the first clause of every query. An index per district would
wall them off by itself, but ten thousand of them are ten thousand folders, and as many writers and searchers
to open; a cluster of Elasticsearch asks for the same shape (routing by district). What an index of one's own
would give besides is given otherwise: keys carry the district, so a delete cannot reach over; scores are
constants, so nobody's words move anybody else's ranking; a district is rebuilt in one commit.

The folder: `current` names the index that is read (`index-…/`), `write.lock` is held by whoever writes. A
rebuild fills a new folder beside the old one and renames a new `current` over it.
"""
