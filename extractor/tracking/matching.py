"""Whether two statements are about one thing, and what stands against comparing their numbers."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.tracking.lexicon import Bilingual, Contrast, contrasts
from extractor.tracking.likeness import Likeness, likeness
from extractor.tracking.models import Reason
from extractor.tracking.reasons import reason, verb
from extractor.tracking.statement import Statement
from extractor.tracking.subject import subject_of
from schemas.catalogue import catalogue
from schemas.project import Project

_PROGRESS = {"signed": 1, "started": 2, "resumed": 2, "building": 3, "renewed": 3, "topped_out": 4, "done": 5}
"""How far along a single project is; ``order`` of its action goes on within ``done``."""

_SHORTEST_ABBREVIATION = 6
_SAME_END = 3

_FREE_OF_ACTION = ("元", "%")
"""Of money and shares a report says as often 引进资金105亿元 as 资金到位105亿元."""


class Strength(IntEnum):
    """How surely two statements are about one thing."""

    ALIKE = 1
    CLASS = 2
    SUBJECT = 3
    NAMED = 4
    INDICATOR = 5


class Link(NamedTuple):
    """Why two statements belong together, and a contrast in their words, if there is one.

    ``covers`` says how much of what was promised the outcome covers, where the names are only alike.
    """

    strength: Strength
    reason: Reason
    contrast: Contrast | None = None
    covers: Likeness = Likeness.WHOLE


def link(promise: Statement, told: Statement, field: str | None, told_field: str | None) -> Link | None:
    """What connects ``field`` of one statement with ``told_field`` of the other; None where nothing does."""
    contrast = _contrast(promise.record.name, told.record.name)
    indicator = promise.canonical(field)
    if indicator and indicator == told.canonical(told_field):
        return Link(Strength.INDICATOR, reason("same_indicator", name=_called(indicator)), contrast)
    if promise.is_project and told.is_project and (shared := _shared_names(promise, told)):
        return Link(Strength.NAMED, reason("same_project", names=shared), contrast)
    if is_same_batch(promise, told):
        return Link(Strength.NAMED, reason("same_project", names=promise.record.name), contrast)
    certain = _class_link(promise, told) if promise.is_project or told.is_project else _subject_link(promise, told, contrast)
    return certain or (_alike_link(promise, told, contrast) if field and told_field else None)


def is_same_batch(promise: Statement, told: Statement) -> bool:
    """Whether both are one batch that names one of its things: 航海路等10条道路."""
    ours, theirs = promise.record, told.record
    if not (isinstance(ours, Project) and isinstance(theirs, Project) and ours.count and theirs.count):
        return False
    counts = {(record.count.value, record.count.unit) for record in (ours, theirs) if record.count}
    return len(counts) == 1 and "等" in ours.name and "".join(ours.name.split()) == "".join(theirs.name.split())


def _class_link(promise: Statement, told: Statement) -> Link | None:
    """Batches of one class of thing: 15 条道路 and 12 条道路; a part of the listed classes is enough."""
    ours, theirs = promise.subject, told.subject
    if not (ours.is_telling and theirs.is_telling and theirs.parts <= ours.parts):
        return None
    return Link(Strength.CLASS, reason("same_class", names="、".join(sorted(theirs.parts))))


def _subject_link(promise: Statement, told: Statement, contrast: Contrast | None) -> Link | None:
    if promise.subject.is_telling and promise.subject.parts == told.subject.parts:
        return Link(Strength.SUBJECT, reason("same_name", name=promise.subject.key), contrast)
    if contrast and _without_contrast(promise.record.name, contrast) == _without_contrast(told.record.name, contrast):
        return Link(Strength.SUBJECT, reason("near_name"), contrast)
    return None


def _alike_link(promise: Statement, told: Statement, contrast: Contrast | None) -> Link | None:
    """Names of which one leaves out words of the other; what the catalogue knows goes by its id alone."""
    covers = likeness(promise.subject, told.subject)
    if covers is None or promise.canonical() or told.canonical():
        return None
    names = {"promised": promise.subject.key, "reported": told.subject.key}
    return Link(Strength.ALIKE, reason("alike", **names), contrast, covers)


def _shared_names(promise: Statement, told: Statement) -> str:
    shared = {
        min(ours, theirs, key=len)
        for ours in promise.subject.named
        for theirs in told.subject.named
        if _may_be_one(*sorted((ours, theirs), key=len))
    }
    return "、".join(sorted(shared))


def _may_be_one(short: str, long: str) -> bool:
    """Whether ``short`` is the end of ``long``, or abbreviates it: 郑大一附院西院区 is 郑州大学第一附属医院西院区."""
    if long.endswith(short):
        return True
    if len(short) < _SHORTEST_ABBREVIATION or short[0] != long[0] or short[-_SAME_END:] != long[-_SAME_END:]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _contrast(one: str, other: str) -> Contrast | None:
    ours, theirs = _sides(one), _sides(other)
    found = (row for row, sides in ours.items() if len(sides) == 1 and theirs.get(row, sides) == _OPPOSITE[sides])
    return next((contrasts()[row] for row in found), None)


_ONE, _OTHER = frozenset({"one"}), frozenset({"other"})
_OPPOSITE = {_ONE: _OTHER, _OTHER: _ONE}


@lru_cache(maxsize=65536)
def _sides(name: str) -> dict[int, frozenset[str]]:
    """The contrasts that ``name`` is on a side of, by their row; a name may be on both sides."""
    sides = {row: _sides_of(name, contrast) for row, contrast in enumerate(contrasts())}
    return {row: found for row, found in sides.items() if found}


def _sides_of(name: str, contrast: Contrast) -> frozenset[str]:
    patterns = {"one": contrast.one, "other": contrast.other}
    return frozenset(side for side, pattern in patterns.items() if re.search(pattern, name))


def _without_contrast(name: str, contrast: Contrast) -> frozenset[str]:
    bare = "".join(subject_of(name).parts)
    return subject_of(re.sub(f"{contrast.one}|{contrast.other}", "", bare)).parts


def obstacle(promise: Statement, told: Statement, contrast: Contrast | None, unit: str, is_growth: bool) -> Reason | None:
    """Why the numbers must not be compared, though the statements are about one thing."""
    if words := words_between(promise, told, contrast):
        return words
    if is_growth and promise.is_long_term:
        return reason("long_term")
    if not is_growth and unit not in _FREE_OF_ACTION and promise.group == "done" and told.is_total:
        return reason("total")
    if promise.group == "building" and promise.is_facility and told.group == "done":
        return None  # what is completed has been built
    if promise.is_deed and told.group in ("done", "renewed"):
        return None  # 完成 leaves open whether by building or by renewing
    if is_growth or promise.group == told.group or (unit in _FREE_OF_ACTION and "plain" in (promise.group, told.group)):
        return None
    return reason("another_action", promised=verb(promise.action), reported=verb(told.action))


def words_between(promise: Statement, told: Statement, contrast: Contrast | None) -> Reason | None:
    """What the words alone have against any comparison of the two."""
    if contrast:
        return reason("contrast", why=Bilingual(contrast.why, contrast.chinese))
    if "applied" in (promise.group, told.group) and promise.group != told.group:
        return reason("applied")
    return None


def is_weaker(promise: Statement, told: Statement) -> bool:
    """Whether what is told is less far along than what was promised: ready to open, but not open."""
    return _progress(told) < _progress(promise)


def is_further(promise: Statement, told: Statement) -> bool:
    """Whether what was only to be begun is reported as done."""
    return promise.group in ("started", "building") and told.group == "done"


def _progress(statement: Statement) -> tuple[int, int]:
    if statement.action is None:
        return 0, 0
    return _PROGRESS.get(statement.group, 0), statement.action.order


@cache
def _called(indicator: str) -> str:
    return next(entry.name for entry in catalogue() if entry.id == indicator)
