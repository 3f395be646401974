"""What a number says of its subject: a level, a change, a comparison, a share; read from the words in front of it."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from extractor.readers.rules.lexicon import CHANGE_NOUN, CHANGE_VERB, SIGNS, rows, words_for
from schemas import ChangeBasis


class Role(Enum):
    """The part a number plays in its record."""

    LEVEL = "level"
    CHANGE = "change"
    DIFFERENCE = "difference"
    REFERENCE = "reference"
    MULTIPLE = "multiple"
    SHARE = "share"
    ORIGIN = "origin"


class Reading(NamedTuple):
    """Role of a number, the subject words in front of it, its sign, and what a change or comparison is measured against."""

    role: Role
    subject: str
    sign: int = 1
    basis: ChangeBasis | None = None
    reference: str | None = None


RELATIVE_UNITS = frozenset(("%", "个百分点", "百分点", "倍", "番", "成", "‰", "个千分点"))

# What a change is measured against; the first row that fits decides.
_BASES = tuple((re.compile(row["pattern"]), ChangeBasis(row["basis"])) for row in rows("change_bases"))
_BASIS = "|".join(pattern.pattern for pattern, _ in _BASES)
_ADVERB = rf"(?:{words_for('small_words', 'change')}|（[^）]{{1,6}}）)"
_CHANGE = re.compile(
    rf"(?P<subject>.*?)(?P<basis>{_BASIS})?(?:{_ADVERB})*"
    rf"(?:(?<![新净])(?P<verb>{CHANGE_VERB})(?:了|达到?|幅度(?:达到?|为)?|约|均|分别|（下同）)?|"
    rf"(?<!自然)(?P<noun>{CHANGE_NOUN})(?:约|均|分别)?(?:达到?|为|居|保持在|控制在|在)?)$"
)
_COMPARISON = re.compile(
    rf"(?P<subject>.*?)(?<!不)(?P<word>{words_for('comparison_words', 'beside')})(?P<reference>[^，。、（]{{2,14}})$"
)
_THAN = re.compile(
    r"(?P<subject>.*?)(?:比(?![重例率值])|较|与)(?P<reference>[^，。、（]{2,14}?)(?:相比)?"
    rf"(?P<word>{words_for('comparison_words', 'than')})$"
)
_REFERENCE_PLACE = re.compile(words_for("comparison_words", "reference"))
_IN_BRACKETS = re.compile(
    r"(?P<before>.*(?:高于|低于|快于|慢于|高出|优于|好于|领先|超过|比|较)(?P<reference>[^，。、（]{1,14}))（$"
)
_MULTIPLE = re.compile(r"(?P<subject>.*?)(?:是|为|相当于|达到?|约为)(?P<reference>[^，。]{2,14}?)的$")
_ORIGIN = re.compile(r"(?P<subject>.*?)(?:由|从)(?P<when>[^，。、]{0,14}?)(?:的)?$")
_SHARE = re.compile(r"占[^，。]{0,24}$")
_FALL = re.compile(r"(?:降|跌|减)幅$")  # 降幅收窄2个百分点 is a rise of the rate
_GOAL = re.compile(r"目标|计划|预期|任务")  # 比预期目标多4万人
_PERCENTS = frozenset(("%", "个百分点", "百分点"))
_COMPARED_SIGNS = {row["word"]: int(row["sign"]) for row in rows("comparison_words") if row["sign"]}
_ABOVE_ZERO = 1
_LONGEST = 160
_CHANGED = re.compile(r"增长|下降|提高|降低|增加|减少|上升")
_VERB_OBJECT = re.compile(r"(?P<lead>.*?)(?P<verb>降低|下调|压减|压缩|削减|减少|提高|上调|下浮)(?P<object>[^，到至]{2,16})$")
# Words that tell how something is measured, and name nothing: 同比增速, 按可比价格计算, 扣除价格因素后.
_EMPTY_WORDS = re.compile(
    rf"(?:{words_for('small_words', 'empty')}|按?可比口径(?:计算)?|按(?:可比|不变)价格?(?:计算)?|[一二三四]季度|"
    r"(?:扣除|剔除)[^，]{1,16}后|[两三四五]年(?:平均|累计)?)+"
)


def read_role(left: str, unit: str, followed: bool) -> Reading:
    """Role of a number with ``unit`` after the words ``left``; ``followed`` says another number stands in the same segment."""
    left = left[-_LONGEST:]  # words farther in front do not decide the role, and cost time
    relative = unit in RELATIVE_UNITS
    if left.endswith("（") and (match := _IN_BRACKETS.match(left)):
        return Reading(Role.REFERENCE, _before_comparison(match["before"]), reference=match["reference"])
    if unit == "倍" and (match := _MULTIPLE.match(left)) and not SIGNS.get(match["reference"][-2:]):
        return Reading(Role.MULTIPLE, match["subject"], reference=match["reference"])
    if (reading := _compared(left)) and (relative or _GOAL.search(reading.reference or "")):
        return reading
    if match := _CHANGE.match(left):
        sign = SIGNS[match["verb"] or match["noun"]] * (-1 if _FALL.search(match["subject"]) else 1)
        return Reading(Role.CHANGE, match["subject"], sign, _basis(match["basis"]))
    if followed and (match := _ORIGIN.match(left)):
        return Reading(Role.ORIGIN, match["subject"], reference=match["when"] or None)
    if relative and _SHARE.search(left):
        return Reading(Role.SHARE, left)
    if unit in _PERCENTS and (match := _VERB_OBJECT.match(left)):
        return Reading(Role.CHANGE, match["object"], SIGNS.get(match["verb"], 1))
    return Reading(Role.LEVEL, left)


def names_something(subject: str) -> bool:
    """Whether the words hold a subject of their own, and not only adverbs of measuring."""
    return len(subject) >= 2 and _EMPTY_WORDS.fullmatch(subject) is None


def _compared(left: str) -> Reading | None:
    bracket = re.match(r"）", left)
    for pattern in (_THAN, _COMPARISON):
        match = pattern.match(left)
        if match and _is_reference(match["word"], match["reference"]) and not _CHANGED.search(match["reference"]):
            return Reading(Role.DIFFERENCE, match["subject"], _COMPARED_SIGNS[match["word"]], reference=match["reference"])
    if bracket and len(left) <= 2:
        return Reading(Role.DIFFERENCE, "", _ABOVE_ZERO)
    return None


def _is_reference(word: str, reference: str) -> bool:
    """超过 and 超 are bounds unless they stand before somebody else: 超全国平均水平."""
    return not word.startswith("超") or _REFERENCE_PLACE.search(reference) is not None


def _before_comparison(text: str) -> str:
    match = _COMPARISON.match(text) or _THAN.match(text)
    return match["subject"] if match else ""


def _basis(written: str | None) -> ChangeBasis | None:
    if written is None:
        return None
    return next(basis for pattern, basis in _BASES if pattern.fullmatch(written))
