"""Structure ratios: ``三次产业结构为0.1∶46.7∶53.2`` holds three shares of a whole, written without their %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.documents import Folded
from extractor.numbers.numerals import plain
from schemas import Quantity

_RATIO = re.compile(r"(?<![\d.∶：])\d{1,2}(?:\.\d+)?(?:[∶：:]\d{1,2}(?:\.\d+)?){1,2}(?![\d.∶：:])")
_PART = re.compile(r"[\d.]+")
_LEAD = re.compile(r"结构|比例|占比|比重")
_WINDOW = 40
_WHOLE, _TOLERANCE = 100, 1.5


def ratio_parts(source: str, folded: Folded) -> Iterator[tuple[int, int, Quantity]]:
    """``(start, end, quantity)`` of every share, in folded places; only ratios whose parts make up a hundred count."""
    for match in _RATIO.finditer(folded.text):
        if not _LEAD.search(folded.text, max(0, match.start() - _WINDOW), match.start()):
            continue
        parts = [(match.start() + part.start(), match.start() + part.end(), part[0]) for part in _PART.finditer(match[0])]
        if abs(sum(float(written) for _, _, written in parts) - _WHOLE) > _TOLERANCE:
            continue
        for start, end, written in parts:
            yield start, end, _share(source, folded, start, end, written)


def _share(source: str, folded: Folded, start: int, end: int, written: str) -> Quantity:
    first, last = folded.span(start, end)
    value = plain(Decimal(written))
    return Quantity(value=value, unit="%", raw=source[first:last], start=first, end=last, base_value=value, base_unit="%")
