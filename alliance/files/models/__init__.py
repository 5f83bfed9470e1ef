"""Papers and pictures that belong to something: approvals, agreements, attachments of listings."""

from .files import StoredFile

__all__ = ["StoredFile"]
