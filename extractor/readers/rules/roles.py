"""What a number says of its subject: a level, a change, a comparison, a share; read from the words in front of it."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from extractor.readers.rules.lexicon import CHANGE_NOUN, CHANGE_VERB, SIGNS
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

# Words that name what a change is measured against, and the basis they stand for.
_BASES = (
    (r"年均|年平均|平均每年|每年|年", ChangeBasis.ANNUAL_AVERAGE),
    (r"比年初|较年初|比上年末|较上年末|比上年底|较年底", ChangeBasis.SINCE_YEAR_START),
    (r"环比|[比较]上[月季届次期轮]度?", ChangeBasis.PREVIOUS_PERIOD),
    (
        r"累计|[两三四五六七八九十]年|五年来?|[比较](?:19|20)\d{2}年[底末初]?|[比较]“[^”]{2,4}”[^，]{0,4}",
        ChangeBasis.CUMULATIVE,
    ),
    (r"同比|(?:比|较)(?:上年|去年|上一年)(?:同期)?|(?:比|较)同期|与上年相比|同口径|可比口径|可比价", ChangeBasis.YEAR_ON_YEAR),
)
_BASIS = "|".join(pattern for pattern, _ in _BASES)
_ADVERB = (
    r"(?:实际|名义|分别|各|均|也|再|又|还|约|大幅|仅|同比|平均|净|略|共|总体|预计|可|将|只|都|合计|由此|力争|确保|同步|"
    r"（下同）|（[^）]{1,6}）)"
)
_CHANGE = re.compile(
    rf"(?P<subject>.*?)(?P<basis>{_BASIS})?(?:{_ADVERB})*"
    rf"(?:(?<![新净])(?P<verb>{CHANGE_VERB})(?:了|达到?|幅度(?:达到?|为)?|约|均|分别|（下同）)?|"
    rf"(?<!自然)(?P<noun>{CHANGE_NOUN})(?:约|均|分别)?(?:达到?|为|居|保持在|控制在|在)?)$"
)
_COMPARISON = re.compile(
    r"(?P<subject>.*?)(?<!不)(?P<word>高于|低于|快于|慢于|高出|低出|优于|好于|领先|快过|超出|超过|超|落后)(?P<reference>[^，。、（]{2,14})$"
)
_THAN = re.compile(
    r"(?P<subject>.*?)(?:比(?![重例率值])|较|与)(?P<reference>[^，。、（]{2,14}?)(?:相比)?(?P<word>高出|(?<!提)高|(?<!降)低|快|慢|多|(?<!减)少|(?<!扩)大|(?<!缩)小)$"
)
_REFERENCE_PLACE = re.compile(
    r"全国|全省|全市|全区|省|市|县|国家|平均|水平|目标|计划|预期|任务|同期|GDP|生产总值|上年|去年|财政|经济|收入|农村|城镇|居民"
)
_IN_BRACKETS = re.compile(
    r"(?P<before>.*(?:高于|低于|快于|慢于|高出|优于|好于|领先|超过|比|较)(?P<reference>[^，。、（]{1,14}))（$"
)
_MULTIPLE = re.compile(r"(?P<subject>.*?)(?:是|为|相当于|达到?|约为)(?P<reference>[^，。]{2,14}?)的$")
_ORIGIN = re.compile(r"(?P<subject>.*?)(?:由|从)(?P<when>[^，。、]{0,14}?)(?:的)?$")
_SHARE = re.compile(r"占[^，。]{0,24}$")
_GOAL = re.compile(r"目标|计划|预期|任务")  # 比预期目标多4万人
_PERCENTS = frozenset(("%", "个百分点", "百分点"))
_FALLS_BEHIND = frozenset(("低于", "慢于", "低出", "落后", "低", "慢", "少", "小"))
_ABOVE_ZERO = 1
_LONGEST = 160
_CHANGED = re.compile(r"增长|下降|提高|降低|增加|减少|上升")
_VERB_OBJECT = re.compile(r"(?P<lead>.*?)(?P<verb>降低|下调|压减|压缩|削减|减少|提高|上调|下浮)(?P<object>[^，到至]{2,16})$")


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
        return Reading(Role.CHANGE, match["subject"], SIGNS[match["verb"] or match["noun"]], _basis(match["basis"]))
    if followed and (match := _ORIGIN.match(left)):
        return Reading(Role.ORIGIN, match["subject"], reference=match["when"] or None)
    if relative and _SHARE.search(left):
        return Reading(Role.SHARE, left)
    if unit in _PERCENTS and (match := _VERB_OBJECT.match(left)):
        return Reading(Role.CHANGE, match["object"], SIGNS.get(match["verb"], 1))
    return Reading(Role.LEVEL, left)


_EMPTY_WORDS = re.compile(
    r"(?:同比|分别|增速|增幅|涨幅|降幅|总量|实际|名义|其中|规模|比重|占比|均|也|各|同口径|按?可比口径(?:计算)?|按可比价格?(?:计算)?|按不变价格?(?:计算)?|"
    r"(?:扣除|剔除)[^，]{1,16}后|比上年|较上年|增量|预计|年均|[两三四五]年(?:平均|累计)?)+"
)


def names_something(subject: str) -> bool:
    """Whether the words hold a subject of their own, and not only adverbs of measuring."""
    return len(subject) >= 2 and _EMPTY_WORDS.fullmatch(subject) is None


def _compared(left: str) -> Reading | None:
    bracket = re.match(r"）", left)
    for pattern in (_THAN, _COMPARISON):
        match = pattern.match(left)
        if match and _is_reference(match["word"], match["reference"]) and not _CHANGED.search(match["reference"]):
            sign = -1 if match["word"] in _FALLS_BEHIND else 1
            return Reading(Role.DIFFERENCE, match["subject"], sign, reference=match["reference"])
    if bracket and len(left) <= 2:
        return Reading(Role.DIFFERENCE, "", _ABOVE_ZERO)
    return None


def _is_reference(word: str, reference: str) -> bool:
    """超过 and 超 are bounds unless they stand before somebody else: 超全国平均水平."""
    return not word.startswith("超") or _REFERENCE_PLACE.search(reference) is not None


def _before_comparison(text: str) -> str:
    match = _COMPARISON.match(text) or _THAN.match(text)
    return match["subject"] if match else ""


def _basis(words: str | None) -> ChangeBasis | None:
    if words is None:
        return None
    return next(basis for pattern, basis in _BASES if re.fullmatch(pattern, words))
