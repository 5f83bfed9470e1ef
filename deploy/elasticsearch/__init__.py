"""A genuine Elasticsearch on this machine, from its published jars: fetched with Maven by coordinates.

What the jars lack: TLS and sign-in (they are not published), so a node listens on 127.0.0.1 only, and there
whoever can sign in to this machine reaches it.
"""
