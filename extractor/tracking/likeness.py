"""Names that are alike without being equal: one of them leaves out words of the other, or says the same in another order."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import lru_cache

from extractor.tracking.lexicon import any_of
from extractor.tracking.subject import Subject

_SHORTEST = 4
_SAME_END = 2
_MOST_LEFT_OUT = 0.5


class Likeness(StrEnum):
    """What the name of an outcome covers of what was promised."""

    WHOLE = "whole"
    PART = "part"
    MORE = "more"
    UNCLEAR = "unclear"


def likeness(promised: Subject, told: Subject) -> Likeness | None:
    """How the two names cover each other; None where they are not known to.

    Words in front of a Chinese noun narrow it: 财政帮扶资金 are some of the 帮扶资金. Words amid it may make it another thing
    (社区服务中心, 社区健康服务中心). Where words replace others (污水管网, 雨水管网), the names are not alike. Nor are they where
    the promise names examples, which may narrow it as well.
    """
    if not (promised.is_telling and told.is_telling) or len(promised.parts) != len(told.parts) or promised.named:
        return None
    return _likeness(promised.key, told.key)


@lru_cache(maxsize=65536)
def _likeness(promised: str, told: str) -> Likeness | None:
    short, long = sorted((promised, told), key=len)
    if len(short) < _SHORTEST or len(short) < _MOST_LEFT_OUT * len(long):
        return None
    if len(short) == len(long):
        return Likeness.WHOLE if Counter(short) == Counter(long) else None
    added = _added(short, long)
    if added is None or any_of("unlike").search(added):
        return None
    if not long.endswith(short):
        return Likeness.UNCLEAR
    return Likeness.PART if long == told else Likeness.MORE


def _added(short: str, long: str) -> str | None:
    """The letters that ``long`` has beyond ``short``, where it has all of those in their order and the same end."""
    if short[-_SAME_END:] != long[-_SAME_END:]:
        return None
    rest = list(short)
    added = []
    for letter in long:
        if rest and letter == rest[0]:
            rest.pop(0)
        else:
            added.append(letter)
    return None if rest else "".join(added)
