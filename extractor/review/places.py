"""Every quantity of a result with its place in the text, its state, and the records that hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from extractor.prepared import Prepared
from extractor.reconciliation.check import check_quantity
from extractor.reconciliation.ledger import Ledger
from schemas import CheckStatus, Quantity, Result
from schemas.quantities import quantities
from schemas.record import Record


class State(StrEnum):
    """How a quantity fared, from best to worst."""

    CONFIRMED = "confirmed"
    DIFFERING = "differing"
    UNSUPPORTED = "unsupported"
    UNCLAIMED = "unclaimed"


_ORDER = list(State)
_STATES = {
    CheckStatus.CONFLICT: State.DIFFERING,
    CheckStatus.ELSEWHERE: State.DIFFERING,
    CheckStatus.UNSUPPORTED: State.UNSUPPORTED,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One quantity of the text; ``counted`` where the regex layer finds it too, so that it is part of the balance."""

    quantity: Quantity
    state: State
    counted: bool


def places(result: Result, prepared: Prepared) -> tuple[Place, ...]:
    """The quantities of ``result`` that have a place in the text, each place once, in text order."""
    ledger = Ledger(prepared.finds)
    found: dict[int, Place] = {}
    for quantity, state in (*_claimed(result, ledger), *_unclaimed(result)):
        if prepared.document.text[quantity.start : quantity.end] != quantity.raw:
            continue
        known = found.get(quantity.start)
        if known is None or _ORDER.index(state) > _ORDER.index(known.state):
            read = ledger.at(quantity.start, quantity.end)
            # A number that differs stands here as the text has it, so that the reader of the page can choose that.
            choosable = read is not None and read.start == quantity.start and state is State.DIFFERING
            found[quantity.start] = Place(read if read and choosable else quantity, state, read is not None)
    return tuple(found[start] for start in sorted(found))


def _claimed(result: Result, ledger: Ledger) -> Iterator[tuple[Quantity, State]]:
    for record in result.records:
        states = [_state(field, quantity, record, ledger) for field, quantity in quantities(record)]
        # Where the readers differ about the record and not about one number, the dispute is about all of them.
        least = State.CONFIRMED if set(states) - {State.CONFIRMED} else _STATES.get(record.check.status, State.CONFIRMED)
        for (_, quantity), state in zip(quantities(record), states, strict=True):
            yield quantity, max(state, least, key=_ORDER.index)


def _state(field: str, quantity: Quantity, record: Record, ledger: Ledger) -> State:
    status, _ = check_quantity(field, quantity, record, ledger)
    return _STATES.get(status, State.CONFIRMED)


def _unclaimed(result: Result) -> Iterator[tuple[Quantity, State]]:
    return ((missed.quantity, State.UNCLAIMED) for missed in result.reconciliation.unclaimed)
