"""This area's rows in the one table of permissions."""

from tenants.permissions import MANDATES, Reach, Role, grant

grant(MANDATES, "read", "star_rating")
# What is not published yet, besides the organisation itself.
grant((Role.SECRETARIAT, Role.SUB_DISTRICT), "read", "star_rating.draft")
# 自评 is the organisation's own; 考核, 复核 and 公示 are not.
grant((Role.BRANCH_SECRETARY,), "assess", "star_rating", Reach.OWN)
grant((Role.SECRETARIAT,), "assess", "star_rating")
grant((Role.SECRETARIAT,), "decide", "star_rating")
