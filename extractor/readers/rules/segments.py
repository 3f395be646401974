"""A statement cut into segments: the parts between commas, and the members of lists of numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from extractor.numbers import Find
from extractor.readers.rules import lexicon
from extractor.readers.rules.names import BRACKET
from extractor.readers.rules.stages import read_stage
from schemas import Stage
from schemas.rows import guarded

_CLAUSE_MARK = re.compile(r"[，：；。！？]|（(?=其中)")
_LIST_MARK = re.compile(rf"{guarded(lexicon.rows('list_marks'))}|并(?=[新完建实])")
RISES_TO = re.compile(lexicon.RISES_TO)
_LONGEST_ITEM = 24
_MOST_NUMBERS = 40  # of one segment; each rests on all words since its beginning, so a list without end must be cut
_PUT_IN = re.compile(r"(?:投资|总额|占地|面积|总投资额?)$")
_THRESHOLD = re.compile(rf"的?[^，。；、：]{{0,8}}(?:{lexicon.words_for('nouns', 'limited')})")
_GROWTH = re.compile(rf"(?:{lexicon.CHANGE_VERB})$")
_PEOPLE = frozenset(("户", "人"))
_SETTLEMENT = re.compile(r"的?(?:自然村|行政村|村庄|村组|村|小区|乡镇)")  # 20户以上自然村


class NumberInContext(NamedTuple):
    """One number in its segment, with the words since the number before it and up to the number after it."""

    left: str
    find: Find
    right: str


@dataclass(frozen=True, eq=False)
class Clause:
    """The whole text between two commas; its stage is read once for all its numbers."""

    text: str

    @cached_property
    def stage(self) -> Stage | None:
        """The furthest stage that the clause names."""
        return read_stage(self.text)


class Segment(NamedTuple):
    """A part of a statement.

    ``separator`` is the mark that set it off from the part before: ``，`` or its like, ``、`` inside a list, or empty.
    ``clause`` is what the segment belongs to.
    """

    start: int
    end: int
    separator: str
    slots: tuple[NumberInContext, ...]
    text: str
    clause: Clause


def split(folded: str, start: int, end: int, finds: Sequence[Find]) -> list[Segment]:
    """Segments of the statement ``folded[start:end]`` whose numbers are ``finds``.

    A comma or colon always cuts. 、 和 及 与 cut between two numbers, where a list goes on.
    """
    segments: list[Segment] = []
    index, separator = 0, ""
    for first, last, mark in _clauses(folded, start, end):
        inside = []
        while index < len(finds) and finds[index].start < last:
            inside.append(finds[index])
            index += 1
        clause = Clause(folded[first:last])
        if not inside:
            segments.append(Segment(first, last, separator, (), clause.text, clause))
            separator = mark
            continue
        taken = 0
        for low, high, inner in _items(folded, first, last, inside):
            own = inside[taken : bisect_left(inside, high, lo=taken, key=_start)]
            taken += len(own)
            slots = _slots(folded, low, high, own)
            segments.append(Segment(low, high, inner or separator, slots, folded[low:high], clause))
        separator = mark
    return segments


def _start(find: Find) -> int:
    return find.start


def _clauses(folded: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Spans between commas, and the mark that closes each."""
    position = start
    for match in _CLAUSE_MARK.finditer(folded, start, end):
        if match[0] == "：" and folded[match.start() - 1].isdigit():  # a ratio
            continue
        if match.start() > position:
            yield position, match.start(), match[0]
        position = match.end()
    if end > position:
        yield position, end, ""


def _items(folded: str, start: int, end: int, finds: Sequence[Find]) -> Iterator[tuple[int, int, str]]:
    """Members of a list of numbers inside one clause, and how each is joined to the one before.

    ``由4330亿元增长到9006亿元`` is cut before 增长到: what follows tells of the same thing again.
    """
    position, separator, numbers = start, "", 0
    for before, after in pairwise(finds):
        numbers += 1
        gap = folded[before.end : after.start]
        mark = _list_mark(gap)
        if mark is not None:
            yield position, before.end + mark.start(), separator
            position, separator, numbers = before.end + mark.end(), "、", 0
        elif RISES_TO.match(bare_start(gap)):
            yield position, before.end, separator
            position, separator, numbers = before.end, "，", 0
        elif numbers == _MOST_NUMBERS:
            yield position, before.end, separator
            position, separator, numbers = before.end, "、", 0
    yield position, end, separator


def _list_mark(gap: str) -> re.Match[str] | None:
    """The mark between two numbers at which a list goes on; None where both belong to one phrase."""
    mark = _LIST_MARK.match(gap)
    if mark:
        return mark
    if gap.startswith("（"):
        closing = gap.find("）") + 1
        return _LIST_MARK.match(gap, closing) if closing else None
    mark = _LIST_MARK.search(gap)
    return mark if mark and mark.start() <= _LONGEST_ITEM and not gap.startswith("的") else None


def bare_start(text: str) -> str:
    """``text`` without a bracket at its start: ``（只）增加到`` → ``增加到``."""
    return text[bracket.end() :] if (bracket := BRACKET.match(text)) else text


def _slots(folded: str, start: int, end: int, finds: Sequence[Find]) -> tuple[NumberInContext, ...]:
    """Slots of the numbers; a threshold (``50亿元以上项目``) is no number of its own but words of the next one."""
    slots: list[NumberInContext] = []
    left = start
    for index, find in enumerate(finds):
        right = finds[index + 1].start if index + 1 < len(finds) else end
        if is_threshold(find, folded[left : find.start], folded[find.end : right]):
            continue
        slots.append(NumberInContext(_label(folded[left : find.start]), find, folded[find.end : right].partition("|")[0]))
        left = find.end
    return tuple(slots)


def _label(left: str) -> str:
    """The first cell of a table's row; other words as they are."""
    return left.partition("|")[0] if "|" in left else left


def is_threshold(find: Find, left: str, right: str) -> bool:
    """Whether the number says which things are meant (``10亿元以上项目``) and not how much."""
    raw = find.quantity.raw
    if _PUT_IN.search(left):
        return False
    limited = raw.endswith(("以上", "以下", "以内")) or raw.startswith("超")
    if find.quantity.unit in _PEOPLE and raw.endswith(("以上", "以下")) and _SETTLEMENT.match(right):
        return True
    if find.quantity.unit == "%" and not _GROWTH.search(left):  # 80%以上的企业 is a share, 增长10%以上的企业 names which
        return False
    return limited and find.quantity.base_unit is not None and _THRESHOLD.match(right) is not None
