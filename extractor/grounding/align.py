"""Where a pattern stands in a text with a few characters missing or added: seeds found verbatim, then extended both ways."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

_MOST_SEEDS = 400


class Match(NamedTuple):
    """The pattern stands at ``start:end`` of the text, with ``cost`` characters missing or added."""

    cost: int
    start: int
    end: int


class _Seed(NamedTuple):
    """A piece ``head:tail`` of the pattern, found verbatim at ``at`` of the text."""

    head: int
    tail: int
    at: int


def matches(pattern: str, text: str, start: int, end: int, limit: int) -> list[Match]:
    """Places of ``pattern`` in ``text[start:end]`` with at most ``limit`` characters missing or added, cheapest first.

    One character changed counts as one missing and one added. There are none where parts of the pattern are so common that not
    every place could be looked at.
    """
    seeds = list(islice(_seeds(pattern, text, start, end, limit + 1), _MOST_SEEDS + 1))
    if len(seeds) > _MOST_SEEDS:
        return []
    found = {_extend(pattern, text, seed, start, end, limit) for seed in seeds}
    return sorted(match for match in found if match is not None)


def occurrences(piece: str, text: str, start: int, end: int) -> Iterator[int]:
    """Where ``piece`` stands verbatim in ``text[start:end]``, overlaps included."""
    at = text.find(piece, start, end)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1, end)


def _seeds(pattern: str, text: str, start: int, end: int, pieces: int) -> Iterator[_Seed]:
    """Verbatim places of each of so many pieces; with fewer errors than pieces, one piece is always untouched."""
    bounds = [len(pattern) * piece // pieces for piece in range(pieces + 1)]
    for head, tail in pairwise(bounds):
        for at in occurrences(pattern[head:tail], text, start, end):
            yield _Seed(head, tail, at)


def _extend(pattern: str, text: str, seed: _Seed, start: int, end: int, limit: int) -> Match | None:
    """The whole pattern around ``seed``, if it fits within the limit."""
    first, last = seed.at, seed.at + seed.tail - seed.head
    rest = pattern[seed.tail :]
    after = _fit(rest, text[last : min(end, last + len(rest) + limit)], limit)
    if after is None:
        return None
    lead = pattern[: seed.head]
    before = _fit(lead[::-1], text[max(start, first - len(lead) - limit) : first][::-1], limit - after[0])
    if before is None:
        return None
    return Match(after[0] + before[0], first - before[1], last + after[1])


def _fit(pattern: str, text: str, limit: int) -> tuple[int, int] | None:
    """Least cost of ``pattern`` as an opening of ``text``, and how long that opening is; None beyond the limit.

    ``reach[d]`` is how much of the pattern has been read on the diagonal where the text is ``d`` characters ahead. A diagonal may
    run past the end of the text; it costs more than the one that stops there, so it is never the first to be done.
    """
    reach = {0: common(pattern, text)}
    for cost in range(limit + 1):
        for diagonal in range(-cost, cost + 1, 2):
            if cost:
                read = max(reach.get(diagonal + 1, -1) + 1, reach.get(diagonal - 1, 0))
                reach[diagonal] = common(pattern, text, read, read + diagonal)
            if reach[diagonal] == len(pattern):
                return cost, len(pattern) + diagonal
    return None


def common(pattern: str, text: str, read: int = 0, position: int = 0) -> int:
    """How much of the pattern has been read once ``pattern[read:]`` and ``text[position:]`` begin to differ."""
    longest = min(len(pattern) - read, len(text) - position)
    same = 0
    while same < longest and pattern[read + same] == text[position + same]:
        same += 1
    return read + same
