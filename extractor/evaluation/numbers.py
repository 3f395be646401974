"""Numbers of two results compared by their places, whatever records they stand in."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from extractor.evaluation.agreement import faults, kind_of, same_place
from extractor.evaluation.model import NumberAgreement
from extractor.evaluation.pairing import Pairing
from schemas import Quantity
from schemas.quantities import quantities
from schemas.record import Record

_READ = ("value", "sign", "unit", "bound")


class _Held(NamedTuple):
    """A number in its record; ``pair`` tells which records are partners."""

    quantity: Quantity
    kind: str
    field: str
    pair: int


def compare_numbers(pairing: Pairing) -> NumberAgreement:
    """Each gold number with the number at its place: that of the partner record first, then the one with the fewest faults."""
    gold = [*_held_in_pairs(pairing, 0), *_held(pairing.missing)]
    reported = [*_held_in_pairs(pairing, 1), *_held(pairing.extra)]
    free = sorted(reported, key=_start)
    longest = max((held.quantity.end - held.quantity.start for held in reported), default=0)
    counts: Counter[str] = Counter()
    for held in sorted(gold, key=_start):
        first = bisect_left(free, held.quantity.start - longest, key=_start)
        near = takewhile(lambda other: other.quantity.start < held.quantity.end, islice(free, first, None))  # noqa: B023 (used at once)
        there = [other for other in near if same_place(held.quantity, other.quantity)]
        if not there:
            continue
        other = min(there, key=lambda each: _misfit(held, each))
        free.remove(other)
        wrong = faults(held.quantity, other.quantity)
        counts.update(each for each in _READ if each not in wrong)
        counts["field"] += (held.kind, held.field) == (other.kind, other.field)
        counts["right"] += 1
    return NumberAgreement(gold=len(gold), reported=len(reported), **counts)


def _start(held: _Held) -> int:
    return held.quantity.start


def _misfit(gold: _Held, other: _Held) -> tuple[bool, int]:
    return gold.pair < 0 or gold.pair != other.pair, len(faults(gold.quantity, other.quantity))


def _held_in_pairs(pairing: Pairing, side: int) -> Iterator[_Held]:
    for index, pair in enumerate(pairing.pairs):
        yield from (held._replace(pair=index) for held in _held([pair[side]]))


def _held(records: list[Record]) -> Iterator[_Held]:
    for record in records:
        for field, quantity in quantities(record):
            yield _Held(quantity, kind_of(record), field.partition(".")[0] if field.startswith("scale") else field, -1)
