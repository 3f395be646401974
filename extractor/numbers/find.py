"""Every quantity of a text, with value, unit, bound and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from extractor.documents import Folded
from extractor.numbers.context import is_quantity
from extractor.numbers.elided import elided
from extractor.numbers.numerals import arabic, compound, plain, spoken, two_ends
from extractor.numbers.pattern import quantity_pattern
from extractor.numbers.ratios import ratio_parts
from extractor.numbers.spacing import spaced_out
from extractor.numbers.tables import MAGNITUDES, BoundWord, bound_words, units
from schemas import Bound, Quantity
from schemas.rows import alternatives

_BEFORE = tuple(row for row in bound_words() if row.position == "before")
_BEFORE_BARE = tuple(row for row in bound_words() if row.position == "before_bare")
_AFAR = {row.word: row.bound for row in bound_words() if row.position == "afar"}
# A share of something that stands between the number and its limit: 不低于当地标准的1.6倍, 超过全国七成.
_LIMITED_SHARE = re.compile(
    rf"({alternatives(_AFAR)})(?:[^，。；、：（）\d]{{1,18}}的|(?<=约占)[^，。；、：（）\d]{{1,18}}|全[国省市区县])$"
)
_SHARES = frozenset(("%", "‰", "倍", "成"))
_FARTHEST_LIMIT = 26
_BARE_SCALES = frozenset("十百千")
_BEFORE_LAST = frozenset(row.word[-1] for row in _BEFORE)
_NEIGHBOURS = ("一二", "两三", *("一二三四五六七八九"[first : first + 2] for first in range(1, 8)))
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
    text = spaced_out(source, folded)
    for match in quantity_pattern().finditer(text):
        reading = _read(match)
        if reading is None or not is_quantity(text, match, reading.unit):
            continue
        bare = match["bare"] is not None or match["numeral"] in _BARE_SCALES
        start, before = _bound_before(text, match.start(), _BEFORE_BARE if bare else ())
        if before is None and reading.unit in _SHARES:
            before = _bound_afar(text[max(0, start - _FARTHEST_LIMIT) : start])
        for place, value in elided(text, match):
            first, limit = _bound_before(text, place.start(), ())
            bare_number = reading._replace(value=value, bound=None)
            yield _find(source, folded, first, place.end(), bare_number, _bound(bare_number, limit, match["after"]))
        yield _find(source, folded, start, match.end(), reading, _bound(reading, before, match["after"]))


def _find(source: str, folded: Folded, start: int, end: int, reading: _Reading, bound: Bound) -> Find:
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
    return Find(start, end, quantity)


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
        return _Reading(spoken(match["doublings"]) or Decimal(0), None, "", "番", Bound.OVER if match["over"] else None)
    if match["bare"] is not None:
        return _Reading(Decimal(1), None, match["bare"], match["bare_unit"], None)
    return _read_percent(match)


def _read_arabic(match: re.Match[str]) -> _Reading | None:
    low, upper = arabic(match["low"]), None
    magnitude, unit, parted = _together(match["magnitude"], match["unit"])
    if low is None:
        return None
    if match["minus"]:
        low = -low
    if match["high"] is not None:
        upper = arabic(match["high"])
        if upper is not None and match["high_minus"]:
            upper = -upper
        if match["low_magnitude"]:
            low = low * MAGNITUDES[match["low_magnitude"]] / MAGNITUDES.get(magnitude, Decimal(1))
        if upper is None or upper <= low:
            return None
    elif match["rest"] is not None:
        mixed = compound(low, magnitude, arabic(match["rest"]), match["rest_magnitude"] or "")
        if mixed is None:
            return None
        low = mixed
    words = (match["inside"], match["rest_inside"], match["inside_late"], parted, match["over"])
    return _Reading(low, upper, magnitude, unit, _inside(*words))


def _read_chinese(match: re.Match[str]) -> _Reading | None:
    ends = _chinese_ends(match["numeral"], match["numeral_separator"], match["numeral_high"])
    magnitude, unit, parted = _together(match["numeral_magnitude"], match["numeral_unit"])
    if ends is None:
        return None
    low, upper = ends
    if match["numeral_rest"] is not None:
        mixed = compound(low, magnitude, spoken(match["numeral_rest"]), match["numeral_rest_magnitude"] or "")
        if mixed is None or upper is not None:
            return None
        low = mixed
    words = (match["numeral_inside"], match["numeral_rest_inside"], match["numeral_inside_late"], parted, match["over"])
    return _Reading(low, upper, magnitude, unit, _inside(*words))


def _chinese_ends(numeral: str, separator: str | None, high: str | None) -> tuple[Decimal, Decimal | None] | None:
    """The number, or both ends of a range; 、 stands only between neighbours (三、四个): 三、千 is an item and a number."""
    if separator == "、":
        return two_ends(numeral + high) if high and numeral[-1] + high[0] in _NEIGHBOURS else None
    low = spoken(numeral)
    if high is None:
        return two_ends(numeral) if low is None else (low, None)
    upper = spoken(high)
    return None if low is None or upper is None or upper <= low else (low, upper)


def _read_percent(match: re.Match[str]) -> _Reading | None:
    low, upper = spoken(match["percent_low"]), spoken(match["percent_high"]) if match["percent_high"] else None
    unit = "%" if match["percent"] == "百分之" else "‰"
    if low is None or (match["percent_high"] and (upper is None or upper <= low)):
        return None
    return _Reading(low, upper, "", unit, None)


def _together(magnitude: str | None, unit: str | None) -> tuple[str, str, str | None]:
    """Magnitude and unit without the word that parts one of them, and that word: ``万多亿`` is 万亿, ``个多月`` is 个月."""
    whole_magnitude, in_magnitude = _joined(magnitude or "")
    whole_unit, in_unit = _joined(unit or "")
    return whole_magnitude, whole_unit, in_magnitude or in_unit


def _joined(word: str) -> tuple[str, str | None]:
    return (word[0] + word[2:], word[1]) if word[1:2] in _INSIDE else (word, None)


def _inside(*words: str | None) -> Bound | None:
    """What the first of the ``words`` inside the number says."""
    return next((_INSIDE[word] for word in words if word), None)


def _bound_before(text: str, number: int, further: tuple[BoundWord, ...]) -> tuple[int, Bound | None]:
    """Where the qualifier in front of the number begins, and what it says; ``further`` words count before this number too."""
    if number and (further or text[number - 1] in _BEFORE_LAST):
        for row in (*_BEFORE, *further):
            start = number - len(row.word)
            if text.startswith(row.word, start) and not (start and text[start - 1] in row.not_after):
                return start, row.bound
    return number, None


def _bound_afar(words: str) -> Bound | None:
    """The limit of a share whose whole stands between it and the limit."""
    match = _LIMITED_SHARE.search(words)
    return _AFAR[match[1]] if match else None


def _bound(reading: _Reading, before: Bound | None, after: str | None) -> Bound:
    if reading.upper is not None:
        return Bound.RANGE
    if after is not None:
        return _AFTER[after]
    return before or reading.bound or Bound.EXACT
