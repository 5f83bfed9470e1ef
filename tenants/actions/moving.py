"""Moving is one act: each of these checks, writes, records who and under which mandate."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.models import Contract, Enterprise, Tenancy
from tenants.permissions import require

from .claims import lock_units, paths_of
from .placing import ONE_DAY, end_tenancy, existing_unit, open_tenancies, standing_tenancy, sublet_within


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a contract says. `last_day` is included; areas in cm²."""

    starts: date | None = None
    last_day: date | None = None
    lettable_area_cm2: int | None = None
    number: str = ""

    def contract(self, enterprise_id: UUID) -> Contract:
        return Contract(
            enterprise_id=enterprise_id,
            number=self.number,
            starts=self.starts,
            ends=self.last_day + ONE_DAY if self.last_day else None,
            lettable_area_cm2=self.lettable_area_cm2,
        )


def move_in(
    *,
    by: Author,
    enterprise_id: UUID,
    unit_id: UUID,
    starts: date | None,
    last_day: date | None = None,
    shared: bool = False,
    sublet_of: UUID | None = None,
    terms: Terms | None = None,
) -> Tenancy:
    """An enterprise begins to be on a unit, from `starts` (None: nobody knows) to `last_day`, included.

    Raises Refusal: `UNIT_TAKEN`, `NO_SUCH_UNIT`, `ALREADY_THERE`, `BEYOND_PARENT`, `BEFORE_START`.
    """
    check_days(starts, last_day, ("until",))
    if terms is not None:
        check_days(terms.starts, terms.last_day, ("contract", "until"))
    unit = existing_unit(unit_id)
    require(by, "move_in", "tenancy", owner=unit.building.office_id)
    enterprise = Enterprise.objects.filter(id=enterprise_id).first()
    if enterprise is None:
        raise NotFound(_("There is no such enterprise."))
    tenancy = Tenancy(
        enterprise=enterprise,
        unit=unit,
        shared=shared,
        starts=starts,
        ends=last_day + ONE_DAY if last_day else None,
    )
    if sublet_of is not None:
        parent = standing_tenancy(sublet_of)
        sublet_within(parent, unit_id, paths_of([unit_id]))
        tenancy.parent, tenancy.level = parent, parent.level + 1
    with act(
        "tenancy.move_in", by=by, summary=f"{enterprise.name} → {unit.building.name}{unit.label}"
    ) as record:
        if terms is not None:
            tenancy.contract = record.create(terms.contract(enterprise_id))
        open_tenancies(record, [tenancy])
    return tenancy


def move(*, by: Author, tenancy_id: UUID, to_unit_id: UUID, on: date) -> Tenancy:
    """The enterprise leaves its unit and is on another from day `on`, under the same contract."""
    unit = existing_unit(to_unit_id)
    old = standing_tenancy(tenancy_id)
    require(by, "move", "tenancy", owner=unit.building.office_id)
    require(by, "move", "tenancy", owner=_office(old))
    if old.unit_id == to_unit_id:
        raise Refusal("ALREADY_THERE", _("The enterprise is on this unit already."))
    with act(
        "tenancy.move", by=by, summary=f"{old.enterprise.name} → {unit.building.name}{unit.label}"
    ) as record:
        lock_units([old.unit_id, to_unit_id])  # both at once: two moves may cross
        until = old.ends
        _leave(old, on)
        end_tenancy(record, old, on)
        new = _continued(old, unit_id=to_unit_id, starts=on, ends=until)
        open_tenancies(record, [new])
    return new


def move_out(*, by: Author, tenancy_id: UUID, last_day: date) -> Tenancy:
    """It is on its unit until `last_day`, included. Raises `BEYOND_PARENT` while sublets go on, `NOT_THERE`
    where it has left already and would come back by it."""
    tenancy = standing_tenancy(tenancy_id)
    require(by, "move_out", "tenancy", owner=_office(tenancy))
    if (left := _left_on(tenancy)) and left <= last_day:
        raise _not_there()
    with act("tenancy.move_out", by=by, summary=tenancy.enterprise.name) as record:
        end_tenancy(record, tenancy, last_day + ONE_DAY)
    return tenancy


def swap(*, by: Author, tenancy_id: UUID, other_id: UUID, on: date) -> tuple[Tenancy, Tenancy]:
    """Two enterprises change places on day `on`. The old end before the new begin."""
    first_id, second_id = sorted([tenancy_id, other_id])
    first, second = standing_tenancy(first_id), standing_tenancy(second_id)
    for tenancy in (first, second):
        require(by, "swap", "tenancy", owner=_office(tenancy))
    names = f"{first.enterprise.name} ⇄ {second.enterprise.name}"
    with act("tenancy.swap", by=by, summary=names) as record:
        lock_units([first.unit_id, second.unit_id])
        until_first, until_second = first.ends, second.ends
        for tenancy in (first, second):
            _leave(tenancy, on)
            end_tenancy(record, tenancy, on)
        moved = [
            _continued(first, unit_id=second.unit_id, starts=on, ends=until_first),
            _continued(second, unit_id=first.unit_id, starts=on, ends=until_second),
        ]
        open_tenancies(record, moved)
    return (moved[0], moved[1]) if first.id == tenancy_id else (moved[1], moved[0])


def renew(*, by: Author, tenancy_id: UUID, terms: Terms) -> Contract:
    """A new contract for a tenancy, and for those that go on as long as it does under the same old one.

    A tenancy that was to end before the new contract's last day goes on to that day. What ended earlier
    under the old contract (a unit moved out of) stays as it was. Raises `NOT_THERE` for one that ended
    while the contract went on elsewhere, `NOT_LATER` for a contract that ends before the one it follows.
    """
    check_days(terms.starts, terms.last_day, ("contract", "until"))
    signed = _under_one_contract(tenancy_id)
    tenancy = standing_tenancy(tenancy_id)
    _check_later(terms, tenancy.contract)
    if (left := _left_on(tenancy)) and any(one.ends is None or one.ends > left for one in signed):
        raise _not_there()
    together = [one for one in signed if one.ends == tenancy.ends] or [tenancy]
    for one in together:
        require(by, "renew", "tenancy", owner=_office(one))
    with act("tenancy.renew", by=by, summary=tenancy.enterprise.name) as record:
        contract = record.create(terms.contract(tenancy.enterprise_id))
        for one in together:
            record.update(one, contract=contract)
            if one.ends is not None and (contract.ends is None or one.ends < contract.ends):
                end_tenancy(record, one, contract.ends)
        record.touch_enterprises([tenancy.enterprise_id])
    return contract


def check_days(first: date | None, last: date | None, path: tuple[str, ...]) -> None:
    """Raise `BEFORE_START`, at `path` of the input, for a last day before the first."""
    if first is not None and last is not None and last < first:
        raise Refusal("BEFORE_START", _("The last day lies before the first."), path)


def _check_later(terms: Terms, old: Contract | None) -> None:
    """A renewal goes on where the old contract ends, or says anew until when; it never takes away."""
    if terms.starts is None and terms.last_day is None:
        raise Refusal("REQUIRED", _("Say from when or until when the new contract runs."), ("contract",))
    if old is None:
        return
    if terms.starts is not None and old.starts is not None and terms.starts < old.starts:
        message = _("The new contract begins before the one that it follows.")
        raise Refusal("NOT_LATER", message, ("contract", "since"))
    if terms.last_day is not None and old.ends is not None and terms.last_day < old.ends:
        message = _("The new contract ends before the one that it follows.")
        raise Refusal("NOT_LATER", message, ("contract", "until"))


def _under_one_contract(tenancy_id: UUID) -> list[Tenancy]:
    """The tenancies under the contract of one, locked in the order of their ids: two may renew at once."""
    signed = Tenancy.objects.filter(id=tenancy_id, contract__isnull=False).values("contract")
    return list(Tenancy.objects.select_for_update().filter(contract__in=signed).order_by("id"))


def _office(tenancy: Tenancy) -> UUID | None:
    return tenancy.unit.building.office_id


def _leave(tenancy: Tenancy, on: date) -> None:
    if tenancy.ends is not None and tenancy.ends <= on:
        raise _not_there()


def _left_on(tenancy: Tenancy) -> date | None:
    """The first day on which it is no longer there, if that has come."""
    return tenancy.ends if tenancy.ends is not None and tenancy.ends <= today() else None


def _not_there() -> Refusal:
    return Refusal("NOT_THERE", _("The enterprise is no longer on this unit on that day."))


def _continued(old: Tenancy, *, unit_id: UUID, starts: date, ends: date | None) -> Tenancy:
    return Tenancy(
        enterprise_id=old.enterprise_id,
        unit_id=unit_id,
        contract_id=old.contract_id,
        shared=old.shared,
        starts=starts,
        ends=ends,
    )
