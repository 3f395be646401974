"""Lists of numbers: parallel figures, shared objects, and what comes after a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.numbers.tables import MAGNITUDES
from extractor.readers.rules.lexicon import CHANGE_VERB, SIGNS
from extractor.readers.rules.names import only_verbs, strip_lead, thing
from extractor.readers.rules.roles import RELATIVE_UNITS
from extractor.readers.rules.segments import RISES_TO, NumberInContext, Segment, bare_start

_OWN_VERB = re.compile(rf"({CHANGE_VERB})$")
_DEALT = re.compile(r"分别(?:为|是|达到?)?$")
_FARTHEST = 40  # members of a list that are looked ahead over, or dealt out together


def series_from(segments: Sequence[Segment], index: int) -> list[NumberInContext]:
    """The slots of parallel numbers that begin with the last one of ``segments[index]``: ``13.8%、13.6%``.

    In ``分别下降2.3%、上升3.9%`` the second number is held against the verb of the first: it comes back negated.
    """
    if not segments[index].slots:
        return []
    first = segments[index].slots[-1]
    series = [first]
    for segment in _after(segments, index):
        if segment.separator != "、" or len(segment.slots) != 1 or not _is_parallel(first, segment.slots[0]):
            break
        series.append(_under_verb_of(first, segment.slots[0]))
    return series


def _under_verb_of(first: NumberInContext, other: NumberInContext) -> NumberInContext:
    verb = _OWN_VERB.search(first.left)
    if not other.left or verb is None or SIGNS[verb[1]] == SIGNS[other.left]:
        return other
    return other._replace(find=other.find._replace(quantity=other.find.quantity.negated()))


def _is_parallel(first: NumberInContext, other: NumberInContext) -> bool:
    """Whether ``other`` is nothing but a further number of the same sort, or of any sort where 分别 deals them out."""
    if _DEALT.search(first.left) and not other.left and not thing(other.right):
        return True
    if "分别" in first.left and other.left in SIGNS and _OWN_VERB.search(first.left) and not thing(other.right):
        return True
    unit, first_unit = other.find.quantity.unit, first.find.quantity.unit
    relative = first_unit in RELATIVE_UNITS
    if other.left or thing(other.right) or relative != (unit in RELATIVE_UNITS):
        return False
    return relative or unit[-1:] == first_unit[-1:] or first_unit in MAGNITUDES


def shared_thing(segments: Sequence[Segment], index: int) -> str:
    """What the last member of a list names for all: ``解决200个村、20万人饮水安全问题``."""
    for segment in _after(segments, index):
        if segment.separator != "、" or not segment.slots:
            return ""
        left = strip_lead(segment.slots[0].left)[0]
        if left and not only_verbs(left):
            return ""
        if thing(segment.slots[0].right):
            return segment.slots[0].right
    return ""


def following_words(segments: Sequence[Segment], index: int) -> str:
    """The words of the next clause."""
    clause = segments[index].clause
    return next((segment.text for segment in _after(segments, index) if segment.clause is not clause), "")


def _after(segments: Sequence[Segment], index: int) -> Sequence[Segment]:
    return segments[index + 1 : index + _FARTHEST]


def rises_from(segments: Sequence[Segment], index: int) -> bool:
    """Whether the number of the segment before ``segments[index]`` is where something rose or fell from."""
    return index < len(segments) and RISES_TO.match(bare_start(segments[index].text)) is not None


def with_shared_right(segment: Segment, place: int, shared: str) -> NumberInContext:
    """The slot with the words that name its thing, where another number of the list holds them."""
    slot, last = segment.slots[place], place == len(segment.slots) - 1
    if last and shared and len(thing(slot.right)) == 1:
        return slot._replace(right=slot.right + shared)
    if not thing(slot.right):
        beside = "" if last or segment.slots[place + 1].left else segment.slots[place + 1].right
        return slot._replace(right=shared if last else beside)
    if slot.right.endswith("的") and not last:
        return slot._replace(right=slot.right + segment.slots[place + 1].right)
    return slot
