"""One statement read from left to right: segments become drafts, and later numbers find the subjects of earlier ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.numbers import Find
from extractor.outline import Calendar, Context, Statement
from extractor.readers.rules.discourse import Discourse
from extractor.readers.rules.draft import Draft
from extractor.readers.rules.lexicon import rows, words_for
from extractor.readers.rules.lists import following_words, rises_from, series_from, shared_thing, with_shared_right
from extractor.readers.rules.mood import Mood
from extractor.readers.rules.names import distribute, only_verbs, strip_lead, strip_level, thing, tidy, without_lead_verb
from extractor.readers.rules.naming import name_of
from extractor.readers.rules.periods import clause_context, end_of_span, is_aside, plain_context, year_named
from extractor.readers.rules.project_figures import is_counter
from extractor.readers.rules.project_sentences import (
    add_number,
    continues_project,
    counted_project,
    joins_project,
    next_project,
    project_known_by,
)
from extractor.readers.rules.projects import counted
from extractor.readers.rules.roles import RELATIVE_UNITS, Reading, Role, names_something, read_role
from extractor.readers.rules.segments import NumberInContext, Segment
from extractor.readers.rules.stages import goes_on_with_stage, read_stage
from extractor.readers.rules.uncounted_projects import invested, sized
from schemas import Quantity, Timeframe

_PART = re.compile(r"[（，]?其中[，：]?")
_SECTOR = re.compile(r"第?[一二三]产业?")
_TOPIC = re.compile(r"(?:在)?([^，。：]{2,16}?)(?:方面|情况)$")
_STANDS = words_for("rank_words", "stands")
_ORDINAL = r"第[一二三四五六七八九十\d]+(?:位|名)?"
_RANK = re.compile(
    rf"(?:{_STANDS}|{words_for('rank_words', 'gains')})*((?:全[国省市区县]|中部|西部|市辖区|世界)[^，。；]{{0,12}}{_ORDINAL})|"
    rf"(?:{_STANDS})([^，。；]{{0,12}}(?:{_ORDINAL}|首位|前列))"
)
# 增长3.8%，总量突破4万亿元: words that name the level of what was told before.
_OWN_LEVEL = frozenset(("", *(row["word"] for row in rows("level_words") if row["use"] == "own")))
_LONGEST_MENTION = 18
_WHERE = re.compile(r"(?<=..)(?:位于|坐落于|地处)")
_BESIDE_GOAL = ("高于", "低于", "超过", "超出", "少于", "多于")
_GOAL = re.compile(r"的?(?:预期)?(?:目标|计划|任务)$")
_CUT = re.compile(r"(?:削减|精简|压减|取消)(?:了)?$")


def read_sentence(folded: str, statement: Statement, segments: Sequence[Segment], calendar: Calendar, mood: Mood) -> list[Draft]:
    """Drafts for all numbers of a statement, in text order."""
    discourse = Discourse(folded, statement, calendar, mood, statement.context)
    index = 0
    while index < len(segments):
        index += _segment(discourse, segments, index)
    return discourse.drafts


def _segment(discourse: Discourse, segments: Sequence[Segment], index: int) -> int:
    """Read one segment; returns how many segments were used up, for a series of parallel numbers runs over several."""
    segment = segments[index]
    _heed(discourse, segment)
    if not segment.slots:
        _plain(discourse, segment)
        return 1
    following = following_words(segments, index)
    shared = shared_thing(segments, index)
    if shared:
        segment = segment._replace(slots=(*segment.slots[:-1], with_shared_right(segment, len(segment.slots) - 1, shared)))
    if project := counted(segment, following):
        rest = counted_project(discourse, segment, *project)
        opened = discourse.group
        for slot in rest:
            _number(discourse, segment, slot, [slot.find], followed=False, following="")
            discourse.group = opened
        return 1
    series = series_from(segments, index)
    rises = rises_from(segments, index + len(series))
    for place in range(len(segment.slots)):
        slot = with_shared_right(segment, place, shared)
        last = place == len(segment.slots) - 1
        finds = [slot.find, *(other.find for other in series[1:])] if last else [slot.find]
        _number(discourse, segment, slot, finds, not last or rises, following)
    discourse.pending_topic = ""
    return len(series)


def _heed(discourse: Discourse, segment: Segment) -> None:
    """Take up what the segment says of modality, period, and whether it tells a part of a whole."""
    words = segment.slots[0].left if segment.slots else segment.text
    discourse.mood.heed(words)
    read_context = clause_context if segment.slots else plain_context
    before = discourse.after_aside or discourse.context
    discourse.context = read_context(words, before, discourse.calendar)
    discourse.after_aside = before if is_aside(words) else None
    if _PART.match(segment.text) or segment.separator.startswith("（"):
        discourse.in_part = True
    elif segment.slots and segment.separator == "，" and not _SECTOR.match(segment.text):
        discourse.in_part = discourse.in_part and not names_something(strip_lead(words)[0])


def _plain(discourse: Discourse, segment: Segment) -> None:
    """A segment without numbers: a topic, a stage, a rank, or the thing that the next number is about."""
    words = segment.text
    if topic := _TOPIC.match(words):
        discourse.pending_topic, discourse.group = topic[1], []
        return
    if _PART.fullmatch(words):
        return
    for draft in discourse.group:
        if draft.is_project and goes_on_with_stage(words) and (stage := read_stage(words)):
            draft.stage = stage
            draft.reach(segment.start, segment.end)
    if discourse.group and (rank := _RANK.search(words)):
        discourse.group[-1].rank = rank[1] or rank[2]
        discourse.group[-1].reach(segment.start, segment.end)
    mention = strip_level(without_lead_verb(_WHERE.split(words, maxsplit=1)[0]))
    discourse.pending_topic = mention if 2 <= len(mention) <= _LONGEST_MENTION else ""


def _number(
    discourse: Discourse, segment: Segment, slot: NumberInContext, finds: list[Find], followed: bool, following: str
) -> None:
    """Give a number (or a series of parallel ones) to the record it belongs to, or to a new one."""
    reading = read_role(slot.left, slot.find.quantity.unit, followed)
    subject, region = strip_lead(_PART.sub("", reading.subject))
    subject = strip_level(subject) or (subject if only_verbs(subject) else "")
    if not names_something(subject) and _deals_out_mention(discourse, finds):
        subject = discourse.pending_topic
    if reading.role is Role.CHANGE and not subject and _counts_things(slot, reading):
        reading, subject = Reading(Role.LEVEL, slot.left), strip_lead(slot.left)[0]
    if _GOAL.fullmatch(slot.right) and discourse.group and slot.find.quantity.raw.startswith(_BESIDE_GOAL):
        reading, subject = Reading(Role.REFERENCE, "", reference=slot.right.removeprefix("的")), ""
    if reading.role in (Role.DIFFERENCE, Role.REFERENCE, Role.MULTIPLE):
        _compare(discourse, segment, reading, subject, finds)
    elif reading.role is Role.CHANGE and _refers_back(discourse, subject, reading, finds):
        _deal_changes(discourse, segment, reading, finds)
    elif reading.role is Role.LEVEL and _completes(discourse, slot, subject, finds):
        discourse.group[-1].level = slot.find.quantity
        discourse.group[-1].reach(segment.start, segment.end)
    elif continues_project(discourse, slot, subject):
        next_project(discourse, segment, slot)
    elif joins_project(discourse, slot, subject):
        add_number(discourse.group[-1], slot)
        discourse.group[-1].reach(segment.start, segment.end)
    elif words := invested(slot, following) or sized(slot, segment.clause):
        project_known_by(discourse, segment, words, slot)
    else:
        _new(discourse, segment, slot, reading, subject, region, finds)


def _deals_out_mention(discourse: Discourse, finds: list[Find]) -> bool:
    """``享受户数与金额，分别增长21%和42%``: parallel figures of what was mentioned last, not of what was counted before."""
    return len(finds) > 1 and len(discourse.group) != len(finds) and distribute(discourse.pending_topic, len(finds)) is not None


def _counts_things(slot: NumberInContext, reading: Reading) -> bool:
    """``增加了8000多个上大学的机会``, ``削减55项`` count what was added or cut; ``比上年增加20家`` measures a change."""
    counted_thing = bool(thing(slot.right)) or (_CUT.search(slot.left) is not None and is_counter(slot.find))
    return reading.basis is None and slot.find.quantity.unit not in RELATIVE_UNITS and counted_thing


def _completes(discourse: Discourse, slot: NumberInContext, subject: str, finds: list[Find]) -> bool:
    """``销售收入增长3.2%，达1.9万亿元``: the level of what has only its growth so far."""
    last = discourse.group[-1] if len(discourse.group) == 1 else None
    if last is None or last.is_project or last.level is not None or last.change is None or len(finds) > 1:
        return False
    if last.context.period != discourse.context.period:
        return False
    return subject in _OWN_LEVEL and not thing(slot.right) and slot.find.quantity.unit not in RELATIVE_UNITS


def _refers_back(discourse: Discourse, subject: str, reading: Reading, finds: list[Find]) -> bool:
    """Whether a change speaks of what the sentence has named before."""
    last = discourse.group[-1] if discourse.group else None
    same_unit = last is not None and last.level is not None and last.level.unit == finds[0].quantity.unit
    relative = finds[0].quantity.unit in RELATIVE_UNITS or reading.basis is not None or same_unit
    return bool(discourse.group) and relative and not names_something(subject)


def _deal_changes(discourse: Discourse, segment: Segment, reading: Reading, finds: list[Find]) -> None:
    targets = discourse.targets(len(finds))
    for index, find in enumerate(finds):
        draft = targets[min(index, len(targets) - 1)]
        if draft.change is not None or draft.is_project:
            draft = discourse.twin(draft, segment)
        draft.change, draft.basis = _signed(find.quantity, reading.sign), reading.basis
        draft.reach(segment.start, max(segment.end, find.end))


def _compare(discourse: Discourse, segment: Segment, reading: Reading, subject: str, finds: list[Find]) -> None:
    if names_something(subject) or not discourse.group:
        name = tidy(subject or discourse.pending_topic or discourse.fallback_name())
        discourse.group = [discourse.start(segment, name, name)]
    for draft, find in zip(discourse.targets(len(finds)), finds, strict=False):
        if draft.difference is not None and reading.role is not Role.REFERENCE:
            draft = discourse.twin(draft, segment)
        _set_comparison(draft, reading, find.quantity)
        draft.reach(segment.start, max(segment.end, find.end))


def _new(
    discourse: Discourse,
    segment: Segment,
    slot: NumberInContext,
    reading: Reading,
    subject: str,
    region: str | None,
    finds: list[Find],
) -> None:
    name, noun = name_of(discourse, segment, slot, reading, subject)
    names = distribute(noun, len(finds)) if len(finds) > 1 else None
    if len(finds) > 1 and not subject and len(discourse.group) == len(finds):
        names = [draft.noun for draft in discourse.group]
    prefix, _, suffix = name.partition(noun)
    group = []
    for index, find in enumerate(finds):
        own = names[index] if names else noun
        full = tidy(prefix + own + suffix if names else name) or discourse.fallback_name()
        draft = discourse.start(segment, full, own, region=region)
        draft.reach(segment.start, find.end)
        _set_number(draft, reading, find.quantity, slot.left)
        group.append(draft)
    if rank := _RANK.search(segment.slots[-1].right):
        group[-1].rank = rank[1] or rank[2]
    discourse.group = group
    if not discourse.in_part:
        discourse.whole = group[0]


def _set_number(draft: Draft, reading: Reading, quantity: Quantity, words: str) -> None:
    if reading.role is Role.CHANGE:
        draft.change, draft.basis = _signed(quantity, reading.sign), reading.basis
        return
    draft.level = quantity
    period = end_of_span(draft.context.period, words, quantity.raw)
    if reading.role is Role.ORIGIN:
        period = year_named(reading.reference) or _year_before(draft.context) or period
        draft.context = replace(draft.context, timeframe=Timeframe.DONE)
    draft.context = replace(draft.context, period=period)


def _year_before(context: Context) -> str | None:
    """What a plan starts from was so before the year it plans."""
    year = (context.period or "")[:4]
    return str(int(year) - 1) if context.timeframe is Timeframe.PLANNED and year.isdigit() else None


def _set_comparison(draft: Draft, reading: Reading, quantity: Quantity) -> None:
    draft.reference = draft.reference or reading.reference
    if reading.role is Role.REFERENCE:
        draft.reference_value = quantity
    else:
        draft.difference = _signed(quantity, reading.sign)


def _signed(quantity: Quantity, sign: int) -> Quantity:
    return quantity if sign > 0 else quantity.negated()
