"""The permission table is this test: what each role may, read on one screen."""

from uuid import uuid4

import pytest

from tenants.acts.authors import Author
from tenants.errors import Refusal
from tenants.permissions import TABLE, Reach, Role, require

# thing: verb → ANONYMOUS, ACCOUNT, LIAISON, PROPERTY_MANAGER,
# BRANCH_SECRETARY, SECRETARIAT, SUB_DISTRICT
# · no   A the whole district   o what is one's own   m what stands in one's buildings
EXPECTED = """
account            read      · A · · · · ·
act                read      · · · · · A ·
act                undo      · · o o o o ·
agreement          keep      · · · · o A ·
agreement          read      · · A A A A A
admin              enter     · · · · · A ·
advice             read      · · · · o A A
advice             settle    · · · · o A ·
branch_secretary   appoint   · · · · · A ·
contact            read      · · A A A A A
contact.phone      read      · · · m · · ·
contact.phone      reveal    · · A A A A A
contract           read      · · o A · A A
contract.ends      export    · · · A · A A
coverage.gaps      read      · · · · A A A
credit_category    read      · · A A A A A
credit_category    set       · · · · · A ·
credit_rule        read      · · A A A A A
credit_rule        set       · · · · · A ·
credits            limit     · · · · · A ·
credits            read      · · o o o A ·
credits            reverse   · · o o o A ·
credits            transfer  · · o o o o ·
directory          read      A A A A A A A
directory          search    A A A A A A A
enterprise         change    · · o m · A ·
enterprise         register  · · · A · A ·
enterprise.sector  read      · · A A A A A
exchange           keep      · · o o o o ·
exchange           read      · · o o o A ·
exchange           settle    · · · · · A ·
file               read      A A A A A A A
file               store     · · o o o o o
invitation         accept    · A · · · · ·
liaison            approve   · · · m · A ·
liaison            invite    · · · m · A ·
listing            change    · · o o o o ·
listing            close     · · o o o A ·
listing            export    · · · A A A A
listing            post      · · o o o o ·
listing            search    A A A A A A A
listing.district   read      · · A A A A A
listing.public     read      A A A A A A A
local_reading      read      · · A A A A A
local_reading      set       · · · · · A ·
mandate            revoke    · · · m · A ·
match              answer    · · o o o o ·
match              propose   · · o o o o ·
match              read      · · o o o A ·
member_office      end       · · · · · A ·
member_office      give      · · · · · A ·
member_office      rotate    · · · · · A ·
membership         admit     · · · · · A ·
membership         end       · · · · · A ·
membership         read      A A A A A A A
membership.dates   read      · · A A A A A
move_report        read      · · · A · A A
notice             read      · A · · · · ·
occupancy          export    · · · A · A A
ownership          read      · · · A · A A
part_claim         answer    · · o o o o ·
part_claim         keep      · · o o o o ·
part_claim         read      · · A A A A A
party_organisation change    · · · · · A ·
party_organisation count     · · · · o A ·
party_organisation dissolve  · · · · · A ·
party_organisation found     · · · · · A ·
party_organisation keep      · · · · o A ·
party_organisation read      · · A A A A A
party_organisation record    · · · · · A ·
party_organisation.counts read      · · · · o A A
project            claim     · · o o o o ·
robot              manage    · · · · · A ·
roster             export    · · · m · · ·
roster             import    · · · m · · ·
star_rating        assess    · · · · o A ·
star_rating        decide    · · · · · A ·
star_rating        read      · · A A A A A
star_rating.draft  read      · · · · · A A
tenancy            move      · · · m · · ·
tenancy            move_in   · · · m · · ·
tenancy            move_out  · · · m · · ·
tenancy            renew     · · · m · · ·
tenancy            swap      · · · m · · ·
tenancy.dates      read      · · A A A A A
token              manage    · A · · · · ·
unit               change    · · · m · · ·
unit               create    · · · m · · ·
unit               merge     · · · m · · ·
unit               split     · · · m · · ·
unit.details       read      · · A A A A A
"""
ROLES: list[Role] = [role for role in Role if role != Role.OPERATOR]
SIGNS = {None: "·", Reach.ANY: "A", Reach.OWN: "o", Reach.MANAGED: "m"}
LISTED = {
    (thing, verb): signs for thing, verb, *signs in (line.split() for line in EXPECTED.strip().splitlines())
}


def reach(role: Role, verb: str, thing: str) -> Reach | None:
    found = TABLE.get((role, verb, thing))
    return found.reach if found else None


def test_the_table_says_what_is_written_here_and_nothing_else() -> None:
    rows = sorted({(thing, verb) for _, verb, thing in TABLE})
    printed = {row: [SIGNS[reach(role, row[1], row[0])] for role in ROLES] for row in rows}
    for (thing, verb), signs in printed.items():
        print(f"{thing:18} {verb:9} {' '.join(signs)}")
    assert printed == LISTED


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", sorted(LISTED), ids=lambda row: f"{row[1]} {row[0]}")
def test_require_follows_the_table(role: Role, row: tuple[str, str]) -> None:
    thing, verb = row
    own, foreign = uuid4(), uuid4()
    author = Author(role=role, principal_id=own)
    allowed = LISTED[row][ROLES.index(role)]  # type: ignore[arg-type]
    for owner, may in ((own, allowed != "·"), (foreign, allowed == "A"), (None, allowed == "A")):
        if may:
            require(author, verb, thing, owner=owner)
        else:
            with pytest.raises(Refusal, match="FORBIDDEN"):
                require(author, verb, thing, owner=owner)
