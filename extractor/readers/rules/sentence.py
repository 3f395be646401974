"""One statement read from left to right: segments become drafts, and later numbers find the subjects of earlier ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.numbers import Find
from extractor.outline import Calendar, Statement
from extractor.readers.rules.draft import Draft
from extractor.readers.rules.mood import Mood
from extractor.readers.rules.names import (
    base_noun,
    distribute,
    is_generic,
    leading_verb,
    only_verbs,
    part_of,
    strip_lead,
    strip_level,
    thing,
    tidy,
    without_verb,
)
from extractor.readers.rules.periods import clause_context, end_of_span, plain_context, year_named
from extractor.readers.rules.projects import (
    COUNTERS,
    ProjectWords,
    counted,
    invested,
    is_money,
    is_scale,
    read_stage,
    says_completed_investment,
    says_investment,
    says_size,
    sized,
    without_lead_verb,
)
from extractor.readers.rules.roles import RELATIVE_UNITS, Reading, Role, names_something, read_role
from extractor.readers.rules.segments import RISES_TO, Segment, Slot, bare_start
from schemas import Quantity

_PART = re.compile(r"[（，]?其中[，：]?")
_SECTOR = re.compile(r"第?[一二三]产业?")
_TOPIC = re.compile(r"(?:在)?([^，。：]{2,16}?)(?:方面|情况)$")
_RANK = re.compile(
    r"(?:位?居|排名|位列|排|列|保持|稳居|跃居|升至|荣获|获得)*((?:全[国省市区县]|中部|西部|市辖区|世界)[^，。；]{0,12}第[一二三四五六七八九十\d]+(?:位|名)?)|"
    r"(?:位?居|排名|位列|列|稳居|跃居|升至)([^，。；]{0,12}(?:第[一二三四五六七八九十\d]+(?:位|名)?|首位|前列))"
)
_LONGEST_MENTION = 18


class SentenceReader:
    """Reads one statement; :meth:`read` gives its drafts in text order."""

    def __init__(self, folded: str, statement: Statement, calendar: Calendar, mood: Mood) -> None:
        self.folded = folded
        self.statement = statement
        self.calendar = calendar
        self.mood = mood
        self.context = statement.context
        self.drafts: list[Draft] = []
        self.group: list[Draft] = []  # what a bare 增长8% refers to
        self.whole: Draft | None = None  # what 其中 refers to
        self.in_part = False
        self.verb = ""  # the verb a list shares: 新增A 5家、B 3家
        self.mention = ""  # what the clause before was about, where it held no number

    def read(self, segments: Sequence[Segment]) -> list[Draft]:
        """Drafts for all numbers of the statement's ``segments``."""
        index = 0
        while index < len(segments):
            segment = segments[index]
            series = _series(segments, index)
            self._heed(segment)
            following = _following(segments, index)
            if not segment.slots:
                self._plain(segment)
            elif project := counted(segment, following):
                self._project(segment, *project)
                series = series[:1]
            else:
                upcoming = segments[index + len(series)] if index + len(series) < len(segments) else None
                rises = upcoming is not None and RISES_TO.match(bare_start(upcoming.text)) is not None
                self._numbered(segment, series, _shared_thing(segments, index), following, rises)
                self.mention = ""
            index += len(series) or 1
        return self.drafts

    def _heed(self, segment: Segment) -> None:
        """Take up what the segment says of modality, period, and whether it tells a part of a whole."""
        words = segment.slots[0].left if segment.slots else segment.text
        self.mood.heed(words)
        self.context = (clause_context if segment.slots else plain_context)(words, self.context, self.calendar)
        if _PART.match(segment.text) or segment.joint.startswith("（"):
            self.in_part = True
        elif segment.slots and segment.joint == "，" and not _SECTOR.match(segment.text):
            self.in_part = self.in_part and not names_something(strip_lead(words)[0])

    def _plain(self, segment: Segment) -> None:
        """A segment without numbers: a topic, a stage, a rank, or the thing that the next number is about."""
        words = segment.text
        if topic := _TOPIC.match(words):
            self.mention, self.group = topic[1], []
            return
        if _PART.fullmatch(words):
            return
        for draft in self.group:
            if draft.is_project and (stage := read_stage(words)):
                draft.stage = stage
                draft.reach(segment.start, segment.end)
        if self.group and (rank := _RANK.match(words)):
            self.group[-1].rank = rank[1] or rank[2]
            self.group[-1].reach(segment.start, segment.end)
        mention = strip_level(without_lead_verb(words))
        self.mention = mention if 2 <= len(mention) <= _LONGEST_MENTION else ""

    def _numbered(self, segment: Segment, series: list[Slot], shared: str, following: str, rises: bool) -> None:
        """A segment whose numbers count or measure something else than a project."""
        for place, slot in enumerate(segment.slots):
            last = place == len(segment.slots) - 1
            if last and shared and len(thing(slot.right)) == 1:
                slot = slot._replace(right=slot.right + shared)
            elif not thing(slot.right):
                slot = slot._replace(
                    right=shared if last else segment.slots[place + 1].right * (not segment.slots[place + 1].left)
                )
            elif slot.right.endswith("的") and not last:
                slot = slot._replace(right=slot.right + segment.slots[place + 1].right)
            finds = [slot.find, *(other.find for other in series[1:])] if last else [slot.find]
            self._number(segment, slot, finds, not last or rises, following)

    # numbers that count or measure something else than a project

    def _number(self, segment: Segment, slot: Slot, finds: list[Find], followed: bool, following: str = "") -> None:
        reading = read_role(slot.left, slot.find.quantity.unit, followed)
        subject, region = strip_lead(_PART.sub("", reading.subject))
        subject = strip_level(subject) or (subject if only_verbs(subject) else "")
        if reading.role is Role.CHANGE and not subject and _counts_things(slot, reading):
            reading, subject = Reading(Role.LEVEL, slot.left), strip_lead(slot.left)[0]
        if reading.role in (Role.DIFFERENCE, Role.REFERENCE, Role.MULTIPLE):
            self._compare(segment, reading, subject, finds)
        elif reading.role is Role.CHANGE and self._refers_back(subject, reading, finds):
            self._deal_changes(segment, reading, finds)
        elif self._continues_project(slot, subject):
            self._next_project(segment, slot, subject)
        elif self._joins_project(slot, subject):
            self._add_to_project(self.group[-1], slot)
            self.group[-1].reach(segment.start, segment.end)
        elif words := invested(slot, following):
            self._add_to_project(self._known_by(segment, words), slot)
        elif words := sized(slot, segment.clause):
            self._known_by(segment, words).scale.append(slot.find.quantity)
        else:
            self._new(segment, slot, reading, subject, region, finds)

    def _refers_back(self, subject: str, reading: Reading, finds: list[Find]) -> bool:
        """Whether a change speaks of what the sentence has named before."""
        relative = finds[0].quantity.unit in RELATIVE_UNITS or reading.basis is not None
        return bool(self.group) and relative and not names_something(subject)

    def _deal_changes(self, segment: Segment, reading: Reading, finds: list[Find]) -> None:
        targets = self._targets(len(finds))
        for index, find in enumerate(finds):
            draft = targets[min(index, len(targets) - 1)]
            if draft.change is not None or draft.is_project:
                draft = self._twin(draft, segment)
            draft.change, draft.basis = _signed(find.quantity, reading.sign), reading.basis
            draft.reach(segment.start, max(segment.end, find.end))

    def _targets(self, count: int) -> list[Draft]:
        """The last ``count`` drafts, which a series is dealt out to."""
        if count == len(self.group) or count == 1:
            return self.group[-count:]
        return self.drafts[-count:] if len(self.drafts) >= count else self.group[-1:]

    def _twin(self, draft: Draft, segment: Segment) -> Draft:
        """A second record about the same thing: another change of it, or a change beside a project."""
        name = draft.noun if draft.is_project else draft.name
        return self._open(Draft(name, draft.noun, segment.start, segment.end, self.statement, self.context, draft.region))

    def _compare(self, segment: Segment, reading: Reading, subject: str, finds: list[Find]) -> None:
        if names_something(subject) or not self.group:
            name = tidy(subject or self.mention or self._fallback())
            self.group = [self._open(Draft(name, name, segment.start, segment.end, self.statement, self.context))]
        for draft, find in zip(self._targets(len(finds)), finds, strict=False):
            if draft.difference is not None and reading.role is not Role.REFERENCE:
                draft = self._twin(draft, segment)
            _set_comparison(draft, reading, find.quantity)
            draft.reach(segment.start, max(segment.end, find.end))

    def _new(self, segment: Segment, slot: Slot, reading: Reading, subject: str, region: str | None, finds: list[Find]) -> None:
        if reading.role is Role.ORIGIN and not subject and self.mention:
            subject = self.mention
        name, noun = self._name(segment, slot, reading, subject)
        names = distribute(noun, len(finds)) if len(finds) > 1 else None
        if len(finds) > 1 and not subject and len(self.group) == len(finds):
            names = [draft.noun for draft in self.group]
        prefix = name[: -len(noun)] if name.endswith(noun) else ""
        group = []
        for index, find in enumerate(finds):
            own = names[index] if names else noun
            full = tidy(prefix + own if names else name) or self._fallback()
            draft = Draft(full, own, segment.start, max(segment.end, find.end), self.statement, self.context, region)
            _set_number(draft, reading, find.quantity, slot.left)
            group.append(self._open(draft))
        self.group = group
        if not self.in_part:
            self.whole = group[0]

    def _name(self, segment: Segment, slot: Slot, reading: Reading, subject: str) -> tuple[str, str]:
        """Name of a new record, and the noun in it."""
        right = thing(slot.right)
        if reading.role is Role.SHARE or (subject.startswith("占") and reading.role is Role.ORIGIN):
            return self._share_name(subject)
        if subject and not only_verbs(subject):
            return self._subject_name(segment, slot, subject, right)
        if right and reading.role is not Role.CHANGE and not (is_generic(right) and self.mention):
            self.verb = subject or (self.verb if segment.joint == "、" else "")
            return self.verb + right, right
        noun = self.group[-1].noun if self.group else self.mention or self._fallback()
        return (subject + noun if subject and not noun.startswith(subject) else noun), noun

    def _share_name(self, subject: str) -> tuple[str, str]:
        """``占规上工业比重`` is a share of what the sentence spoke of; ``民生支出占…`` names its own."""
        before = subject.partition("占")[0]
        if names_something(before) or not self.group:
            return subject, before or subject
        noun = self.group[-1].noun
        return noun + subject[len(before) :], noun

    def _subject_name(self, segment: Segment, slot: Slot, subject: str, right: str) -> tuple[str, str]:
        """Name where the words in front hold a subject of their own."""
        if self.in_part and self.whole is not None:
            name = part_of(self.whole.noun, without_verb(subject))
            return name, name
        if is_generic(subject):
            return self._completed(subject)
        if len(right) >= 2 and (slot.find.quantity.unit[-1:] != "%" or slot.right.startswith("的")):
            subject = subject + right
        verb = leading_verb(subject)
        if not verb and self.verb and segment.joint == "、" and self.group:
            return self.verb + subject, subject
        self.verb = verb
        return subject, without_verb(subject)

    def _completed(self, subject: str) -> tuple[str, str]:
        """``总量``, ``完成率``: completed by what was named before."""
        if self.group:
            noun = self.group[-1].noun
            return base_noun(noun) + subject.removeprefix("其"), noun
        if self.mention:
            return self.mention + subject, self.mention
        heading = self.statement.section[-1] if self.statement.section else ""
        return (f"{subject}（{re.sub(r'^[（）一二三四五六七八九十、是]+', '', heading)}）" if heading else subject), subject

    def _fallback(self) -> str:
        words = self.folded[self.statement.start : self.statement.end]
        return tidy(re.split(r"[，。；：]", words)[0][:20]) or words[:20] or "未命名"

    def _open(self, draft: Draft) -> Draft:
        draft.modality = "expect" if self.context.expected and self.mood.modality == "plan" else self.mood.modality
        draft.status = self.mood.status
        self.drafts.append(draft)
        return draft

    # projects

    def _project(self, segment: Segment, index: int, words: ProjectWords) -> None:
        slot = segment.slots[index]
        draft = Draft(words.name, words.noun, segment.start, segment.end, self.statement, self.context, is_project=True)
        draft.stage, draft.count = words.stage, slot.find.quantity
        self._open(draft)
        self.group, self.whole, self.verb = [draft], draft, leading_verb(strip_lead(slot.left)[0])
        for place, other in enumerate(segment.slots):
            if place != index:
                self._beside(segment, draft, other, before=place < index)

    def _beside(self, segment: Segment, draft: Draft, slot: Slot, before: bool) -> None:
        """Another number in the project's own segment: its money, its size, or a figure of its own."""
        subject = strip_level(strip_lead(slot.left.removeprefix("的").removeprefix(draft.noun))[0])
        own_words = names_something(subject) and not only_verbs(subject)
        money = is_money(slot.find) and (before or says_investment(subject) or says_completed_investment(slot.left))
        if money or (is_scale(slot.find) and (before or not own_words)):
            self._add_to_project(draft, slot)
        elif before and slot.find.quantity.unit in COUNTERS:
            draft.scale.append(slot.find.quantity)
        else:
            self._number(segment, slot, [slot.find], followed=False)
            self.group = [draft]

    def _continues_project(self, slot: Slot, subject: str) -> bool:
        """``新建小学5所，建成3所``; ``能源路等22条道路加快建设，二砂北路等14条建成通车``: the noun stands only once."""
        if not self.group or not self.group[-1].is_project or self.group[-1].count is None:
            return False
        if slot.find.quantity.unit != self.group[-1].count.unit:
            return False
        right = slot.right
        bare = not subject or only_verbs(subject) or subject.endswith("等")
        return bare and (not right or read_stage(right[:8]) is not None or right.startswith(("已", "均", "全部")))

    def _next_project(self, segment: Segment, slot: Slot, subject: str) -> None:
        noun = self.group[-1].noun
        listed = without_lead_verb(strip_lead(slot.left)[0])
        name = tidy(listed + slot.find.quantity.raw + noun) if listed else noun
        draft = Draft(name, noun, segment.start, segment.end, self.statement, self.context, is_project=True)
        draft.stage, draft.count = read_stage(segment.text), slot.find.quantity
        self.group = [self._open(draft)]

    def _joins_project(self, slot: Slot, subject: str) -> bool:
        if not self.group or not self.group[-1].is_project or thing(slot.right):
            return False
        if is_money(slot.find):
            return says_investment(strip_lead(slot.left)[0]) or says_investment(subject)
        return is_scale(slot.find) and (not subject or says_size(subject))

    def _add_to_project(self, draft: Draft, slot: Slot) -> None:
        quantity = slot.find.quantity
        if not is_money(slot.find):
            draft.scale.append(quantity)
        elif says_completed_investment(slot.left) and draft.completed is None:
            draft.completed = quantity
        elif draft.investment is None:
            draft.investment = quantity
        else:
            draft.scale.append(quantity)

    def _known_by(self, segment: Segment, name: str) -> Draft:
        """One project known by its money or its size: ``投资8亿元的火车站改扩建工程``."""
        draft = Draft(tidy(name), name, segment.start, segment.end, self.statement, self.context, is_project=True)
        draft.stage = read_stage(segment.clause)
        self.group = [self._open(draft)]
        self.whole = draft
        return draft


def _counts_things(slot: Slot, reading: Reading) -> bool:
    """``增加了8000多个上大学的机会`` counts what was added; ``比上年增加20家`` measures a change."""
    return reading.basis is None and slot.find.quantity.unit not in RELATIVE_UNITS and bool(thing(slot.right))


def _set_number(draft: Draft, reading: Reading, quantity: Quantity, words: str) -> None:
    if reading.role is Role.CHANGE:
        draft.change, draft.basis = _signed(quantity, reading.sign), reading.basis
    else:
        draft.level = quantity
        draft.context = replace(draft.context, period=end_of_span(draft.context.period, words, quantity.raw))
    if reading.role is Role.ORIGIN:
        draft.context = replace(draft.context, period=year_named(reading.reference) or draft.context.period)


def _set_comparison(draft: Draft, reading: Reading, quantity: Quantity) -> None:
    draft.reference = draft.reference or reading.reference
    if reading.role is Role.REFERENCE:
        draft.reference_value = quantity
    else:
        draft.difference = _signed(quantity, reading.sign)


def _series(segments: Sequence[Segment], index: int) -> list[Slot]:
    """The slots of parallel numbers that begin with the last one of ``segments[index]``: ``13.8%、13.6%``."""
    if not segments[index].slots:
        return []
    series = [segments[index].slots[-1]]
    relative = series[0].find.quantity.unit in RELATIVE_UNITS
    for segment in segments[index + 1 :]:
        if segment.joint != "、" or len(segment.slots) != 1 or segment.slots[0].left:
            break
        unit = segment.slots[0].find.quantity.unit
        if (
            relative != (unit in RELATIVE_UNITS)
            or not (relative or unit[-1:] == series[0].find.quantity.unit[-1:])
            or thing(segment.slots[0].right)
        ):
            break
        series.append(segment.slots[0])
    return series


def _shared_thing(segments: Sequence[Segment], index: int) -> str:
    """What the last member of a list names for all: ``解决200个村、20万人饮水安全问题``."""
    for segment in segments[index + 1 :]:
        if segment.joint != "、" or not segment.slots or segment.slots[0].left:
            return ""
        if thing(segment.slots[0].right):
            return segment.slots[0].right
    return ""


def _following(segments: Sequence[Segment], index: int) -> str:
    """The words of the next clause."""
    clause = segments[index].clause
    return next((segment.text for segment in segments[index + 1 :] if segment.clause is not clause), "")


def _signed(quantity: Quantity, sign: int) -> Quantity:
    return quantity if sign > 0 else quantity.negated()
