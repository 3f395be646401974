"""Discourse: what has been said so far in a sentence, which later words refer back to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.outline import Calendar, Context, Statement
from extractor.readers.rules.draft import Draft
from extractor.readers.rules.mood import Mood
from extractor.readers.rules.names import tidy
from extractor.readers.rules.segments import Segment

_ENUMERATOR = re.compile(r"^[（）()\d一二三四五六七八九十、.．是]+")
_NO_TOPIC = re.compile(r"[，。：\d]|回顾|工作|目标|任务|情况|安排|报告")
_LONGEST_TOPIC = 12


@dataclass(slots=True)
class Discourse:
    """The state of one sentence while it is read from left to right."""

    folded: str
    statement: Statement
    calendar: Calendar
    mood: Mood
    context: Context
    drafts: list[Draft] = field(default_factory=list)
    group: list[Draft] = field(default_factory=list)
    """What a bare 增长8% refers to: the record, or the parallel records, told last."""
    whole: Draft | None = None
    """What 其中 refers to."""
    in_part: bool = False
    """Whether the words after 其中 are being read."""
    verb: str = ""
    """The verb a list shares: 新增 in 新增A 5家、B 3家."""
    after_aside: Context | None = None
    """The context that comes back after an aside of another year."""
    pending_topic: str = ""
    """What the clause before was about, where it held no number."""

    def start(self, segment: Segment, name: str, noun: str, *, is_project: bool = False, region: str | None = None) -> Draft:
        """A new draft that rests on ``segment``, in the present mood and context."""
        draft = Draft(name, noun, segment.start, segment.end, self.statement, self.context, region, is_project=is_project)
        draft.modality = self.mood.modality_in(self.context)
        draft.status = self.mood.status
        self.drafts.append(draft)
        return draft

    def twin(self, draft: Draft, segment: Segment) -> Draft:
        """A second record about the same thing: another change of it, or a change beside a project."""
        name = draft.noun if draft.is_project else draft.name
        return self.start(segment, name, draft.noun, region=draft.region)

    def targets(self, count: int) -> list[Draft]:
        """The last ``count`` drafts, which a series of numbers is dealt out to."""
        if count == len(self.group) or count == 1:
            return self.group[-count:]
        return self.drafts[-count:] if len(self.drafts) >= count else self.group[-1:]

    def topic(self) -> str:
        """The heading above, where it is the name of a subject (``民生投入``) and no title of a part of the report."""
        heading = _ENUMERATOR.sub("", self.statement.section[-1]) if self.statement.section else ""
        return heading if 2 <= len(heading) <= _LONGEST_TOPIC and not _NO_TOPIC.search(heading) else ""

    def fallback_name(self) -> str:
        """The opening words of the sentence, where nothing better names a number."""
        words = self.folded[self.statement.start : min(self.statement.end, self.statement.start + 20)]
        return tidy(re.split(r"[，。；：]", words)[0]) or words or "未命名"
