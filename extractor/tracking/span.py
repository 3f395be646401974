"""Periods as spans of whole months, so that a part of a year can be told from the year."""

from __future__ import annotations

import re
from typing import NamedTuple

_PART = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d{2})))?(?:-\d{2})?")


class Span(NamedTuple):
    """From the month ``first`` to the month ``last``, both included, counted from the year nought."""

    first: int
    last: int

    @property
    def years(self) -> tuple[int, int]:
        """The year it begins in and the year it ends in."""
        return self.first // 12, self.last // 12

    @property
    def months(self) -> int:
        """How long it is."""
        return self.last - self.first + 1

    def whole_years(self) -> Span:
        """The years that it lies in."""
        first, last = self.years
        return Span(12 * first, 12 * last + 11)

    def lies_in(self, other: Span) -> bool:
        """Whether it is ``other`` or a part of it."""
        return other.first <= self.first and self.last <= other.last

    def __str__(self) -> str:
        first, last = self.years
        return str(first) if first == last else f"{first}/{last}"


def span_of(period: str | None) -> Span | None:
    """``2024``, ``2024-01/2024-11``, ``2022/2023``, ``2024-09``, ``2024-Q1`` as a span; None for anything else."""
    parts = [_PART.fullmatch(part) for part in (period or "").split("/")]
    if not 1 <= len(parts) <= 2 or None in parts:
        return None
    spans = [_months(part) for part in parts if part is not None]
    return Span(spans[0].first, spans[-1].last) if spans[0].first <= spans[-1].last else None


def _months(part: re.Match[str]) -> Span:
    start = 12 * int(part["year"])
    if part["quarter"]:
        first = start + 3 * (int(part["quarter"]) - 1)
        return Span(first, first + 2)
    if part["half"]:
        first = start + 6 * (int(part["half"]) - 1)
        return Span(first, first + 5)
    if part["month"]:
        month = min(max(int(part["month"]), 1), 12)
        return Span(start + month - 1, start + month - 1)
    return Span(start, start + 11)
