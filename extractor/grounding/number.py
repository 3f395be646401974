"""A number that a reader reports, led back to the quantity that the regex layer found."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Sequence
from decimal import Decimal
from enum import IntEnum
from itertools import takewhile
from typing import NamedTuple, Protocol

from extractor.documents import fold
from extractor.grounding.frame import letters_of
from extractor.grounding.placement import Span, distance
from extractor.numbers import Find
from extractor.numbers.find import base
from extractor.numbers.tables import MAGNITUDES, units
from schemas import Quantity


class Reported(NamedTuple):
    """A number as a reader gives it: words of the source, value, unit, and the upper end of a range; a fall may be negative."""

    raw: str
    value: int | float
    unit: str
    upper: int | float | None = None


class Number(Protocol):
    """What a reported number and a quantity of the text have in common."""

    @property
    def value(self) -> int | float: ...
    @property
    def upper(self) -> int | float | None: ...
    @property
    def unit(self) -> str: ...


class _Fit(IntEnum):
    """How well a find fits a reported number, best first: the words lead, then value and unit."""

    WORDS = 0
    PART_OF_WORDS = 1
    VALUE = 2
    CONVERTED = 3
    NONE = 4


class _Measure(NamedTuple):
    value: float
    unit: str

    def equals(self, other: _Measure) -> bool:
        return self.unit == other.unit and math.isclose(self.value, other.value)


def place_number(
    reported: Reported,
    finds: Sequence[Find],
    within: Span | None = None,
    near: int | None = None,
    taken: Collection[int] = (),
) -> Find | None:
    """The find that ``reported`` speaks of, among ``finds`` (in text order) inside the source span ``within``.

    Of several that fit equally, one whose source start is not in ``taken`` goes first, then the one nearest to the source offset
    ``near``, then the first. A find with the reported words is returned even if its value differs from the reported one: that is
    for the caller to see. None where neither the words nor the value with its unit stand there.
    """
    words = _letters(reported.raw)
    written = _Measure(abs(reported.value), _letters(reported.unit))
    converted = _in_base_units(written)

    def misfit(find: Find) -> tuple[_Fit, bool, int]:
        start, end = find.quantity.start, find.quantity.end
        return _fit(find.quantity, words, written, converted), start in taken, distance(start, end, near)

    best = min(_inside(finds, within), key=misfit, default=None)
    return None if best is None or misfit(best)[0] is _Fit.NONE else best


def magnitudes(number: Number) -> tuple[float, ...]:
    """The value, and the upper end of a range, without their sign and in rising order; once where both are the same."""
    ends = (number.value,) if number.upper is None else (number.value, number.upper)
    return tuple(sorted({abs(float(end)) for end in ends}))


def same_amount(one: Number, other: Number) -> bool:
    """Whether both are one amount, whatever the units and signs, at both ends: 8306000 万元 and 830.6 亿元."""
    ours, theirs = _amounts(one), _amounts(other)
    return len(ours) == len(theirs) and all(map(_Measure.equals, ours, theirs))


def _amounts(number: Number) -> list[_Measure]:
    return [_in_base_units(_Measure(end, _letters(number.unit))) for end in magnitudes(number)]


def _fit(quantity: Quantity, words: str, written: _Measure, converted: _Measure) -> _Fit:
    raw = _letters(quantity.raw)
    if raw == words:
        return _Fit.WORDS
    if written.equals(_Measure(abs(quantity.value), quantity.unit)):
        return _Fit.PART_OF_WORDS if raw in words or words in raw else _Fit.VALUE
    return _Fit.CONVERTED if converted.equals(_base_of(quantity)) else _Fit.NONE


def _inside(finds: Sequence[Find], within: Span | None) -> Sequence[Find]:
    if within is None:
        return finds
    start = bisect_left(finds, within[0], key=lambda find: find.quantity.start)
    return list(takewhile(lambda find: find.quantity.end <= within[1], finds[start:]))


def _base_of(quantity: Quantity) -> _Measure:
    if quantity.base_value is None or quantity.base_unit is None:
        return _Measure(abs(quantity.value), quantity.unit)
    return _Measure(abs(quantity.base_value), quantity.base_unit)


def _in_base_units(written: _Measure) -> _Measure:
    prefixes = (word for word in MAGNITUDES if written.unit.startswith(word))
    magnitude = "" if written.unit in units() else next(prefixes, "")
    value, unit = base(Decimal(str(written.value)), magnitude, written.unit.removeprefix(magnitude))
    return written if value is None or unit is None else _Measure(value, unit)


def _letters(words: str) -> str:
    return letters_of(fold(words).text)
