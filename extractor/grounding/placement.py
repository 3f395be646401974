"""Placement: where a quote stands in the source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placement:
    """A place in the source: ``source[start:end]`` holds the quote.

    ``exact`` means the same characters but for width, white space, bold marks and the style of quotation marks and dashes;
    otherwise the words differ a little, and the figures not at all. ``unique`` is false where the context had to choose.
    """

    start: int
    end: int
    exact: bool
    unique: bool = True


def range_inside(offsets: Sequence[int], span: Span) -> Span:
    """Which of the rising ``offsets`` lie inside ``span``, as a range of indices."""
    return bisect_left(offsets, span[0]), bisect_left(offsets, span[1])


def nearest(places: Iterable[Placement], near: int | None) -> Placement | None:
    """The place closest to the source offset ``near``, the first one where there is no such hint."""
    return min(places, key=lambda place: distance(place.start, place.end, near), default=None)


def distance(start: int, end: int, near: int | None) -> int:
    """How many characters lie between the span ``start:end`` and the offset ``near``; 0 without a hint."""
    return 0 if near is None else max(start - near, near - end, 0)
