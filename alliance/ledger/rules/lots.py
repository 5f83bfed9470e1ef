from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Side:
    """An entry of a holding, as far as it matters for what is left. `reverses`: which transfer its own one
    takes back."""

    id: UUID
    transfer_id: UUID
    amount: int
    lapses: UUID | None = None
    reverses: UUID | None = None


def left_over(sides: Iterable[Side]) -> dict[UUID, int]:
    """How much is left of what each entry put into a holding, where something is. `sides`: all of its
    entries, in their order.

    What is given on is taken from the oldest first. What lapses or is reversed is taken from what it was
    put in by, and from the oldest where that is not there any more. Who was short pays first with what
    comes next.
    """
    left: dict[UUID, int] = {}
    put_in: dict[UUID, UUID] = {}
    short = 0
    for side in sides:
        if side.amount > 0:
            paid = min(short, side.amount)
            short -= paid
            if side.amount > paid:
                left[side.id] = side.amount - paid
                put_in[side.transfer_id] = side.id
            continue
        wanted = -side.amount
        named = side.lapses or (put_in.get(side.reverses) if side.reverses else None)
        for lot in sorted(left, key=lambda one: one != named):  # the one named, then the others as they came
            taken = min(wanted, left[lot])
            left[lot] -= taken
            wanted -= taken
            if not left[lot]:
                del left[lot]
            if not wanted:
                break
        short += wanted
    return left
