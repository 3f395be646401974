"""Statements without a number: promises of something specific, targets in words, and named projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.outline import Calendar, Statement
from extractor.readers.rules.draft import Draft
from extractor.readers.rules.lexicon import PROJECT_NOUN, STAGE_WORD, STAGES, column, rows, words_for
from extractor.readers.rules.mood import Mood
from extractor.readers.rules.names import names_region, strip_lead, strip_level, tidy, without_lead_verb
from extractor.readers.rules.periods import clause_context
from extractor.readers.rules.segments import Segment
from extractor.readers.rules.stages import read_stage
from schemas import Timeframe

_ACTION = re.compile(rf"(?:{column('actions', 'word')})")
_QUALITATIVE = re.compile("|".join(f"(?:{row['pattern']})" for row in rows("qualitative")))
_SPECIFIC = re.compile(rf"“[^”]{{2,}}”|《[^》]+》|[A-Za-z]{{2,}}|{words_for('promise_words', 'specific')}")
_SLOGAN = re.compile(words_for("promise_words", "slogan"))
_NAMED_PROJECT = re.compile(
    rf"(?P<name>[^，。；]{{3,40}}?(?:{PROJECT_NOUN}))(?:等)?(?:项目|工程)?(?:已|全部|全面|正式|顺利|基本|即将|尽早|年内|年底前|建成)*(?P<stage>{STAGE_WORD})[^，。；]{{0,8}}$"
)
_VAGUE = re.compile(rf"^“[^”]*”(?:项目|工程)$|以[^，]{{2,30}}片区|{words_for('promise_words', 'vague')}")
_PROJECT = re.compile(PROJECT_NOUN)
_PLACE_END = words_for("named_places", "end")
_GENERAL = words_for("named_places", "general")
_PLACE = re.compile(rf"(?!(?:{_GENERAL})*(?:{_PLACE_END})$)[^，。；、]{{2,}}(?:{_PLACE_END})")
"""A place or institution by its own name; what only general words tell from others (社区医院, 国家级实验室) is none."""

_AND = re.compile("[、和及与]")
_DEED = re.compile(rf"{column('actions', 'word')}|{STAGE_WORD}|{words_for('named_places', 'verb')}|的|[（(]")
"""What no name of a place holds: a verb that was left in front of it or stands between two of them, an aside."""

_PLACES = rf"(?P<name>[^，。；]{{2,40}}?(?:{_PLACE_END}))"
_WORKS = "(?:等)?(?:重点|重大)?(?:项目|工程)?"
_PLACES_BUILT = re.compile(rf"{_PLACES}{_WORKS}(?P<stage>建设)$")
_PLACES_OPENED = re.compile(rf"{_PLACES}{_WORKS}(?:已|全部|全面|正式|顺利|如期|基本|开通)*(?P<stage>(?:{STAGE_WORD})+)$")
_BUILT = re.compile(rf"{PROJECT_NOUN}|{_PLACE_END}")
_STAGE_ENDS = tuple(STAGES)

_LONGEST = 40


def may_hold_unnumbered(text: str, statement: Statement) -> bool:
    """Whether a statement without a number is worth cutting up: it promises, or names something that is built."""
    planned = statement.context.timeframe is Timeframe.PLANNED
    return planned or _BUILT.search(text, statement.start, statement.end) is not None


def read_unnumbered(
    segments: Sequence[Segment], statement: Statement, calendar: Calendar, mood: Mood, has_numbers: bool
) -> Iterator[Draft]:
    """Drafts for the clauses of a statement that hold no number.

    In a sentence with numbers only targets in words and places by their own names are read: the rest of its clauses lead up to
    the numbers.
    """
    planned = statement.context.timeframe is Timeframe.PLANNED
    for segment in segments:
        if segment.slots or not (planned or segment.text.endswith(_STAGE_ENDS) or _PROJECT.search(segment.text)):
            continue
        mood.heed(segment.text)
        draft = _target_in_words(segment, statement, calendar)
        if draft is None and not has_numbers:
            draft = _named_project(segment, statement)
        if draft is None:
            draft = _named_places(segment, statement)
        if draft is None and not has_numbers:
            draft = _promise(segment, statement)
        if draft is not None:
            draft.modality = mood.modality_in(draft.context)
            draft.status = mood.status
            yield draft


def _target_in_words(segment: Segment, statement: Statement, calendar: Calendar) -> Draft | None:
    """``居民人均可支配收入与经济增长同步``."""
    match = _QUALITATIVE.search(segment.text)
    if match is None:
        return None
    context = clause_context(segment.text, statement.context, calendar)
    if context.timeframe is not Timeframe.PLANNED:
        return None
    subject, region = strip_lead(segment.text[: match.start()])
    name = tidy(strip_level(re.sub(r"(?:基本|保持|实现|确保)+$", "", subject)))
    if len(name) < 2 or _SLOGAN.search(name) or names_region(name):
        return None
    draft = Draft(name, name, segment.start, segment.end, statement, context, region)
    draft.qualitative = match[0]
    return draft


def _named_project(segment: Segment, statement: Statement) -> Draft | None:
    """``紫荆门公园、时代城公园建成投用``."""
    if not _PROJECT.search(segment.text):
        return None
    match = _NAMED_PROJECT.match(strip_lead(segment.text)[0])
    if match is None:
        return None
    name = tidy(without_lead_verb(match["name"]))
    if len(name) < 4 or _VAGUE.search(name) or _SLOGAN.search(name):
        return None
    draft = Draft(name, name, segment.start, segment.end, statement, statement.context, is_project=True)
    draft.stage = read_stage(match["stage"])
    return draft


def _named_places(segment: Segment, statement: Statement) -> Draft | None:
    """``加快推进郑大一附院西院区、区人民医院项目建设``, ``郑州大学第一附属医院西院区正式开诊``: places by their own names."""
    if not segment.text.endswith(_STAGE_ENDS):
        return None
    words = without_lead_verb(segment.text)
    match = _PLACES_BUILT.match(words) or _PLACES_OPENED.match(words)
    if match is None or _DEED.search(match["name"]) or _VAGUE.search(match["name"]):
        return None
    if not all(_PLACE.fullmatch(name) for name in _AND.split(match["name"])):
        return None
    name = tidy(match["name"])
    draft = Draft(name, name, segment.start, segment.end, statement, statement.context, is_project=True)
    draft.stage = read_stage(match["stage"])
    return draft


def _promise(segment: Segment, statement: Statement) -> Draft | None:
    """``深化“一网通办、一次办成”改革``."""
    if statement.context.timeframe is not Timeframe.PLANNED:
        return None
    words, region = strip_lead(segment.text)
    if not _ACTION.match(words) or not 6 <= len(words) <= _LONGEST:
        return None
    if not _SPECIFIC.search(words) or _SLOGAN.search(words):
        return None
    return Draft(tidy(words), words, segment.start, segment.end, statement, statement.context, region)
