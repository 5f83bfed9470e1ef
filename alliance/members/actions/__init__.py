"""Members come, take turns in office, and leave: the only place that writes this area's rows."""

from .chair import rotate_chair
from .memberships import admit, end_membership
from .offices import end_office, give_office

__all__ = ["admit", "end_membership", "end_office", "give_office", "rotate_chair"]
