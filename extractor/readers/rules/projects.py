"""Projects: which counted things are built, signed or put into use, and how far they are."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.numbers import Find
from extractor.readers.rules.lexicon import NOUN_END, PROJECT_NOUN, PROJECT_NOUNS, STAGE_WORD, rows, words_for
from extractor.readers.rules.names import leading_verb, only_verbs, strip_lead, strip_level, tidy
from extractor.readers.rules.segments import Clause, Segment, Slot
from extractor.readers.rules.stages import begins_with_stage, goes_on_with_stage, read_stage
from schemas import Stage

COUNTERS = frozenset(row["word"] for row in rows("project_units") if row["use"] == "counts")
_SCALE_UNITS = re.compile(rf"(?:{words_for('project_units', 'scale')})$")
_MONEY = re.compile(r"元$|^[万]?亿$")
_NOUN = re.compile(rf"(?:{PROJECT_NOUN})")
_CLOSING = re.compile(rf"”?(?:（[^）]{{1,8}}）)?(?:改造|建设|整治|拆建|加固|改扩建)?(?:{STAGE_WORD})?")
_WORKS = r"[^，。、；\d的]{0,12}(?:改造|建设|整治|拆建|加固|扩建|治理|监测)"  # 住宅区管道燃气改造
_NAMED_WORKS = re.compile(rf"的?(?!{NOUN_END}|{STAGE_WORD}){_WORKS}")
_AFTER_NOUN = re.compile(rf"$|[，。、；（“”》]|的?{_WORKS}|{NOUN_END}|{STAGE_WORD}")
_NOT_BUILT = re.compile("|".join(row["pattern"] for row in rows("not_projects")))
_WHO = re.compile(r"[^，、]{0,6}(?:企业|商户|团队|机构)(?:落户|入驻|进驻|聚集|集聚)")  # 1600家企业落户产业园
_INVESTMENT = re.compile(rf"(?:{words_for('project_figures', 'money_before')})*(?:{words_for('project_figures', 'money')})的?")
_COMPLETED = re.compile(r"投资(?:额)?完成|(?:完成|累计完成|已完成|年度完成|完成年度)(?:年度)?(?:计划)?(?:总)?投资(?:额)?")


class ProjectWords(NamedTuple):
    """A counted project: its name as written, the noun later parts refer to, and its stage."""

    name: str
    noun: str
    stage: Stage | None


def project_words(slot: Slot, clause: Clause, following: str) -> ProjectWords | None:
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


def without_lead_verb(text: str) -> str:
    """``新开工航西四村等`` → ``航西四村等``; text that is all verbs becomes empty."""
    text = strip_lead(text)[0]
    if only_verbs(text):
        return ""
    while (verb := leading_verb(text)) and len(text) > len(verb) + 1:
        text = strip_lead(text[len(verb) :])[0]
    return text


def tidy_name(text: str) -> str:
    """A project's name without white space and loose marks."""
    return tidy(re.sub(r"\s|\*", "", text))


def is_counter(find: Find) -> bool:
    """Whether the number counts single things: 5个, 12项."""
    return find.quantity.unit in COUNTERS


def is_money(find: Find) -> bool:
    """Whether the number is an amount of money."""
    return _MONEY.search(find.quantity.unit) is not None


def is_scale(find: Find) -> bool:
    """Whether the number can be the size of a project: an area, a length, a number of flats, a capacity."""
    return _SCALE_UNITS.search(find.quantity.unit) is not None


def says_completed_investment(words: str) -> bool:
    """``完成投资``, ``完成年度投资``."""
    return _COMPLETED.search(words) is not None


def says_investment(words: str) -> bool:
    """``总投资``, ``计划总投资``, ``签约额``: nothing but a word for the money put in."""
    return _INVESTMENT.fullmatch(words) is not None or _COMPLETED.fullmatch(words) is not None


_OF_PROJECT = re.compile(
    rf"的([^，。；\d]{{2,40}}?(?:工程|项目))|的([^，。；\d]{{2,30}}?)(?:已|正|全面|即将|顺利|基本)?(?:{STAGE_WORD})"
)
_PUT_IN = re.compile(r"(?:总|计划|完成|累计|计划总|概算总)?(?:投资|投资总额|投入资金|投入|占地|占地面积|建筑面积)(?:约|近|达)?$")


def invested(slot: Slot, following: str) -> str | None:
    """Name of a project that the sentence knows by its money: ``总投资20亿元的…工程``, ``投资2.2亿元，实施…工程``."""
    if not _PUT_IN.search(slot.left):
        return None
    named = _OF_PROJECT.match(slot.right)
    if named:
        return named[1] or named[2]
    if slot.right or not only_verbs_or_money(strip_lead(slot.left)[0]):
        return None
    work = strip_lead(following)[0]
    return tidy_name(without_lead_verb(work)) or None if _NOUN.search(work) and read_stage(work) else None


_SIZED = re.compile(rf"(?:{words_for('project_units', 'names')})$")
_SIZED_PROJECT = re.compile(rf"(?:/年|/日)?[^，。；、\d]{{0,14}}?(?:{words_for('nouns', 'sized')})")
_REACHED = re.compile(rf"(?:{words_for('project_figures', 'reached')})$")


def sized(slot: Slot, clause: Clause) -> str | None:
    """Name of a project known by its size: ``大沽化20万吨聚氯乙烯等大项目开工建设``."""
    find = slot.find
    if not _SIZED.search(find.quantity.unit) or clause.stage is None or _REACHED.search(slot.left):
        return None
    words = _SIZED_PROJECT.match(slot.right)
    if words is None:
        return None
    return tidy_name(without_lead_verb(strip_lead(slot.left)[0]) + find.quantity.raw + words[0])


def only_verbs_or_money(words: str) -> bool:
    """Whether nothing is named but that money was put in."""
    return says_investment(words) or words in ("投入", "投入资金", "共投资", "投资")


def says_size(words: str) -> bool:
    """``总建筑面积``, ``总长度``: a word for the size of a project."""
    return re.fullmatch(r"总?(?:建筑|占地|规划)?(?:面积|长度|里程)", words) is not None


def counted(segment: Segment, following: str) -> tuple[int, ProjectWords] | None:
    """Index of the slot that counts a project, and the project's words."""
    for index, slot in enumerate(segment.slots):
        words = project_words(slot, segment.clause, following)
        if words is not None:
            return index, words
    return None
