"""Counted projects: which things that a number counts are built, signed or put into use, and how far they are."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.readers.rules.lexicon import NOUN_END, PROJECT_NOUN, PROJECT_NOUNS, STAGE_WORD, rows
from extractor.readers.rules.names import strip_lead, strip_level, tidy_name, without_lead_verb
from extractor.readers.rules.project_figures import COUNTERS
from extractor.readers.rules.segments import Clause, NumberInContext, Segment
from extractor.readers.rules.stages import begins_with_stage, goes_on_with_stage, read_stage
from schemas import Stage

_NOUN = re.compile(rf"(?:{PROJECT_NOUN})")
_CLOSING = re.compile(rf"”?(?:（[^）]{{1,8}}）)?(?:改造|建设|整治|拆建|加固|改扩建)?(?:{STAGE_WORD})?")
_WORKS = r"[^，。、；\d的]{0,12}(?:改造|建设|整治|拆建|加固|扩建|治理|监测)"  # 住宅区管道燃气改造
_NAMED_WORKS = re.compile(rf"的?(?!{NOUN_END}|{STAGE_WORD}){_WORKS}")
_AFTER_NOUN = re.compile(rf"$|[，。、；（“”》]|的?{_WORKS}|{NOUN_END}|{STAGE_WORD}")
_NOT_BUILT = re.compile("|".join(row["pattern"] for row in rows("not_projects")))
_WHO = re.compile(r"[^，、]{0,6}(?:企业|商户|团队|机构)(?:落户|入驻|进驻|聚集|集聚)")  # 1600家企业落户产业园


class ProjectWords(NamedTuple):
    """A counted project: its name as written, the noun later parts refer to, and its stage."""

    name: str
    noun: str
    stage: Stage | None


def project_words(slot: NumberInContext, clause: Clause, following: str) -> ProjectWords | None:
    """The project that ``slot`` counts, or None; ``following`` are the words of the segment after."""
    find = slot.find
    unit = find.quantity.unit.lstrip("万千百")
    if unit not in COUNTERS or (unit == "家" and "项目" in slot.left[-4:] + slot.right) or _WHO.match(slot.right):
        return None
    right = slot.right.removeprefix("的")
    phrase, behind = (right, True) if _is_phrase(right) else (strip_level(strip_lead(slot.left)[0]), False)
    noun = _project_noun(phrase, behind)
    if noun is None or _NOT_BUILT.search(phrase[: noun.end()]) or _NOT_BUILT.search(slot.left[-12:]):
        return None
    if PROJECT_NOUNS[noun[0]] == "verb" and clause.stage is None and not goes_on_with_stage(following):
        return None
    stage = clause.stage or (read_stage(following) if goes_on_with_stage(following) else None)
    words = phrase[: noun.end()]
    if behind:
        listed = without_lead_verb(strip_lead(slot.left)[0])
        works = _NAMED_WORKS.match(phrase, noun.end())
        return ProjectWords(tidy_name(listed + find.quantity.raw + words + (works[0] if works else "")), words, stage)
    bare = without_lead_verb(words)
    return ProjectWords(tidy_name(words if len(bare) <= 2 else bare), bare, stage)


def _is_phrase(right: str) -> bool:
    """Whether the words behind a count name what is counted."""
    if not right or right[0] in "，。、；（）：":
        return False
    return not begins_with_stage(right) or _NOUN.search(right.split("，")[0][:16]) is not None


def _project_noun(phrase: str, behind: bool) -> re.Match[str] | None:
    """The last project noun of the phrase's head, where what follows it is no noun any more.

    In front of its number (``behind`` false) the noun must close the phrase.
    """
    found = None
    for match in _NOUN.finditer(phrase):
        if not behind:
            found = match if _CLOSING.fullmatch(phrase, match.end()) else found
            continue
        if _AFTER_NOUN.match(phrase, match.end()):
            found = match
            if phrase[match.end() : match.end() + 1] in ("", "、", "和", "及"):
                continue
            break
    return found


def counted(segment: Segment, following: str) -> tuple[int, ProjectWords] | None:
    """Index of the slot that counts a project, and the project's words."""
    for index, slot in enumerate(segment.slots):
        words = project_words(slot, segment.clause, following)
        if words is not None:
            return index, words
    return None
