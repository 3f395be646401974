"""Every quantity of a text, with value, unit, bound and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from extractor.documents import Folded
from extractor.numbers.context import is_quantity
from extractor.numbers.numerals import arabic, chinese, compound, plain
from extractor.numbers.pattern import quantity_pattern
from extractor.numbers.ratios import ratio_parts
from extractor.numbers.tables import MAGNITUDES, BoundWord, bound_words, units
from schemas import Bound, Quantity

_BEFORE = tuple(row for row in bound_words() if row.position == "before")
_BEFORE_BARE = tuple(row for row in bound_words() if row.position == "before_bare")
_BARE_SCALES = frozenset("百千")
_BEFORE_LAST = frozenset(row.word[-1] for row in _BEFORE)
_SCALES = frozenset("十百千")
_INSIDE = {row.word: row.bound for row in bound_words() if row.position == "inside"}
_AFTER = {row.word: row.bound for row in bound_words() if row.position == "after"}


class Find(NamedTuple):
    """A quantity and its place ``start:end`` in the folded text, qualifiers included."""

    start: int
    end: int
    quantity: Quantity


class _Reading(NamedTuple):
    value: Decimal
    upper: Decimal | None
    magnitude: str
    unit: str
    bound: Bound | None


def find_quantities(source: str, folded: Folded) -> list[Find]:
    """All quantities of ``source`` in text order; their ``start`` and ``end`` are source offsets."""
    shares = [Find(*share) for share in ratio_parts(source, folded)]
    return sorted([*_finds(source, folded), *shares], key=attrgetter("start"))


def _finds(source: str, folded: Folded) -> Iterator[Find]:
    text = folded.text
    for match in quantity_pattern().finditer(text):
        reading = _read(match)
        if reading is None or not is_quantity(text, match, reading.unit):
            continue
        start, before = _bound_before(text, match.start(), _BEFORE_BARE if match["numeral"] in _BARE_SCALES else ())
        bound = _bound(reading, before, match["after"])
        end = match.end()
        first, last = folded.span(start, end)
        base_value, base_unit = base(reading.value, reading.magnitude, reading.unit)
        quantity = Quantity(
            value=plain(reading.value),
            upper=None if reading.upper is None else plain(reading.upper),
            unit=reading.magnitude + reading.unit,
            bound=bound,
            raw=source[first:last],
            start=first,
            end=last,
            base_value=base_value,
            base_unit=base_unit,
        )
        yield Find(start, end, quantity)


def base(value: Decimal, magnitude: str, unit: str) -> tuple[int | float | None, str | None]:
    """``value`` in base units; ``(None, None)`` for a plain classifier with no scale."""
    scale = MAGNITUDES.get(magnitude)
    head, slash, per = unit.partition("/")
    known = units().get(head)
    if known is None:
        return (None, None) if scale is None or not unit else (plain(value * scale), unit)
    factor = known.factor * (scale or 1)
    return plain((value * factor).normalize()), known.base + slash + per


def _read(match: re.Match[str]) -> _Reading | None:
    if match["low"] is not None:
        return _read_arabic(match)
    if match["numeral"] is not None:
        return _read_chinese(match)
    if match["doublings"] is not None:
        times = chinese(match["doublings"]) if not match["doublings"].isdigit() else int(match["doublings"])
        return _Reading(Decimal(times or 0), None, "", "番", Bound.OVER if match["over"] else None)
    if match["bare"] is not None:
        return _Reading(Decimal(1), None, match["bare"], match["bare_unit"], None)
    return _read_percent(match)


def _read_arabic(match: re.Match[str]) -> _Reading | None:
    low, magnitude = arabic(match["low"]), match["magnitude"] or ""
    upper = None
    if low is None:
        return None
    if match["high"] is not None:
        upper = arabic(match["high"])
        if match["low_magnitude"]:
            low = low * MAGNITUDES[match["low_magnitude"]] / MAGNITUDES.get(magnitude, Decimal(1))
        if upper is None or upper <= low:
            return None
    elif match["rest"] is not None:
        mixed = compound(low, magnitude, match["rest"], match["rest_magnitude"] or "")
        if mixed is None:
            return None
        low = mixed
    if match["minus"]:
        low = -low
    bound = Bound.RANGE if upper is not None else _inside(match["inside"] or match["inside_late"] or match["over"])
    return _Reading(low, upper, magnitude, match["unit"] or "", bound)


def _read_chinese(match: re.Match[str]) -> _Reading | None:
    numeral, high = match["numeral"], match["numeral_high"]
    bound = _inside(match["numeral_inside"] or match["numeral_inside_late"] or match["over"])
    low = chinese(numeral)
    if high is None and low is None and len(numeral) == 2 and not _SCALES & set(numeral):  # 三四个
        numeral, high = numeral[0], numeral[1]
        low = chinese(numeral)
    upper = chinese(high) if high is not None else None
    if low is None or (high is not None and (upper is None or upper <= low)):
        return None
    if upper is not None:
        bound = Bound.RANGE
    magnitude, rest = match["numeral_magnitude"] or "", chinese(match["numeral_rest"] or "零")
    if rest is None or (rest and (upper is not None or rest >= MAGNITUDES[magnitude])):
        return None
    return _Reading(
        low + rest / MAGNITUDES.get(magnitude, Decimal(1)),
        None if upper is None else Decimal(upper),
        magnitude,
        match["numeral_unit"] or "",
        bound,
    )


def _read_percent(match: re.Match[str]) -> _Reading | None:
    written = match["percent_number"]
    value = arabic(written) if written[0].isdigit() else chinese(written)
    unit = "%" if match["percent"] == "百分之" else "‰"
    return None if value is None else _Reading(Decimal(value), None, "", unit, None)


def _inside(word: str | None) -> Bound | None:
    return _INSIDE[word] if word else None


def _bound_before(text: str, number: int, further: tuple[BoundWord, ...]) -> tuple[int, Bound | None]:
    """Where the qualifier in front of the number begins, and what it says; ``further`` words count before this number too."""
    if number and (further or text[number - 1] in _BEFORE_LAST):
        for row in (*_BEFORE, *further):
            start = number - len(row.word)
            if text.startswith(row.word, start) and not (start and text[start - 1] in row.not_after):
                return start, row.bound
    return number, None


def _bound(reading: _Reading, before: Bound | None, after: str | None) -> Bound:
    if reading.upper is not None:
        return Bound.RANGE
    if after is not None:
        return _AFTER[after]
    return before or reading.bound or Bound.EXACT
