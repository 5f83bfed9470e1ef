"""This area's rows in the one table of permissions."""

from tenants.permissions import EVERYBODY, MANDATES, Role, grant

# That an enterprise belongs, and in which office, is public as of today: the directory lists its members.
grant(EVERYBODY, "read", "membership")
# Since when and until when, and so any other day, is not (domain rule 14).
grant(MANDATES, "read", "membership.dates")
for verb in ("admit", "end"):
    grant((Role.SECRETARIAT,), verb, "membership")
for verb in ("give", "end", "rotate"):
    grant((Role.SECRETARIAT,), verb, "member_office")
