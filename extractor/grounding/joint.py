"""Many quotes at once: those that stand in several places are decided by those that stand in one.

Records mostly follow the order of the text, and two records seldom rest on the same words. Both are hints, never conditions:
a place that nobody else has claimed goes before one in order, and one in order before one that is near.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.grounding.placement import Placement, distance


def settle(candidates: Sequence[Sequence[Placement]]) -> list[Placement | None]:
    """One of its candidates for each quote, in the order of the quotes; None for a quote without any."""
    settled = [places[0] if len(places) == 1 else None for places in candidates]
    following = _following(settled)
    claimed = bytearray(max((place.end for places in candidates for place in places), default=0))
    for place in filter(None, settled):
        _claim(claimed, place)
    before: Placement | None = None
    for index, places in enumerate(candidates):
        if len(places) > 1:
            chosen = _choose(places, claimed, before, following[index])
            settled[index] = chosen
            _claim(claimed, chosen)
        before = settled[index] or before
    return settled


def _choose(places: Sequence[Placement], claimed: bytearray, before: Placement | None, after: Placement | None) -> Placement:
    lowest = before.end if before else 0
    highest = after.start if after else len(claimed)
    near = lowest if before else (after.start if after else None)

    def misfit(place: Placement) -> tuple[bool, bool, int]:
        in_order = lowest <= place.start and place.end <= highest
        return 1 in claimed[place.start : place.end], not in_order, distance(place.start, place.end, near)

    return min(places, key=misfit)


def _following(settled: Sequence[Placement | None]) -> list[Placement | None]:
    """For each quote the next one after it that has its place."""
    following: list[Placement | None] = []
    after: Placement | None = None
    for place in reversed(settled):
        following.append(after)
        after = place or after
    return following[::-1]


def _claim(claimed: bytearray, place: Placement) -> None:
    claimed[place.start : place.end] = b"\1" * (place.end - place.start)
