"""Carrying on: what a sentence makes of the context before it, for itself and for the sentences after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.outline.calendar import MONTHS, NEXT_FIVE, PLAN_NAME, Calendar, months_period, quarter_of, span_period
from extractor.outline.context import Context
from schemas import ChangeBasis, Timeframe

_ADDRESS = r"(?:各位代表[，！：]?)?(?:回顾|刚刚过去的|过去的|[^，。\d]{2,8}的(?=\d{4}年，)|总的看，|综合[^，。]{0,24}，)?"
_OPENS_YEAR = re.compile(
    rf"{_ADDRESS}(?:(?:经)?初步[^，。]{{2}}，|预计|展望|到|截至)?((?:19|20)\d{{2}})年"
    rf"(?:全年|，|是|全[省市县区国]|[^，。\d]{{0,12}}目标|我[省市县区国们])"
)
_OPENS_WORD = re.compile(rf"{_ADDRESS}(今年|去年|过去一年|过去的一年|一年来|明年|全年)(?![底初末])")
_OPENS_SPAN = re.compile(
    rf"{_ADDRESS}(?:“?(?:{PLAN_NAME})”?(?:时期|期间|以来)|“(?:{PLAN_NAME})”，|[过这]去?五年|五年[来间中，]|"
    rf"[今未][后来]五年|本届政府|[^，。]{{0,40}}以来的五年)"
)
_OPENS_PART = re.compile(r"(?:今年|\d{4}年)?(?:第?[一二三四]季度|上半年|前三季度)(?!以来)")
_EXPECTED = re.compile(r"预期(?:奋斗)?目标|(?:主要|发展|奋斗)(?:预期)?目标(?:是|为|：)")
_OPENING = 48
# 同比（下同）, 比年初（下同）: the basis of every change that follows.
_BASES = {"同比": ChangeBasis.YEAR_ON_YEAR, "环比": ChangeBasis.PREVIOUS_PERIOD, "比年初": ChangeBasis.SINCE_YEAR_START}
_BASIS_FOLLOWS = re.compile(rf"({'|'.join(_BASES)})（下同）")
_FOLLOWING = re.compile(r"（下同）")


@dataclass(frozen=True, slots=True)
class Carried:
    """Contexts around one sentence: ``here`` for itself, ``after`` for the sentences that follow it in the paragraph.

    ``lasting`` says that ``after`` holds for the paragraphs that follow too.
    """

    here: Context
    after: Context
    lasting: bool = False


def carried(text: str, before: Context, calendar: Calendar, opens_paragraph: bool) -> Carried:
    """What the sentence ``text`` makes of the context ``before`` it."""
    if follows := _BASIS_FOLLOWS.search(text):
        before = replace(before, basis=_BASES[follows[1]])
    head = text[:_OPENING]
    if "目标" not in text and not any(mark in head for mark in "年月五届季"):
        return Carried(before, before)  # the common case, told apart without a regular expression
    expected = _EXPECTED.search(text) is not None
    months = MONTHS.search(text, 0, 40)
    if months and (period := months_period(months, calendar)):
        here = replace(before, period=period, timeframe=Timeframe.DONE)
        following = _FOLLOWING.match(text, months.end()) is not None
        return Carried(here, here if following else before, following)
    if _OPENS_PART.match(text) and (period := quarter_of(text[:_OPENING], calendar)):
        part = replace(before, period=period, timeframe=Timeframe.DONE)
        return Carried(part, part, calendar.planned is None)
    if opening := _OPENS_YEAR.match(text):
        return _with_year(int(opening[1]), before, calendar, expected, opens_paragraph)
    if opening := _OPENS_WORD.match(text):
        return _with_word(opening[1], before, calendar, expected, opens_paragraph)
    if (opens_span := _OPENS_SPAN.match(text)) and (span := span_period(opens_span[0], calendar)):
        done = calendar.done(int(span[-4:]) if not NEXT_FIVE.search(text, 0, 30) else 9999)
        here = replace(before, period=span, timeframe=Timeframe.DONE if done else Timeframe.PLANNED, expected=False)
        return Carried(replace(here, expected=expected), here, opens_paragraph)
    return Carried(replace(before, expected=True) if expected else before, before)


def _with_year(year: int, before: Context, calendar: Calendar, expected: bool, opens: bool) -> Carried:
    timeframe = Timeframe.DONE if calendar.done(year) else Timeframe.PLANNED
    after = replace(before, period=str(year), timeframe=timeframe)
    if not calendar.within_reach(year):
        return Carried(replace(after, expected=expected), before)
    inside_span = before.period is not None and "/" in before.period and year not in (calendar.this_year, calendar.reported)
    if inside_span or (before.period and "/" in before.period and not opens):
        return Carried(replace(after, expected=expected), before)
    settles = expected and year == calendar.this_year
    return Carried(replace(after, expected=expected), after, (opens and not _looks_back(before, after)) or settles)


def _looks_back(before: Context, after: Context) -> bool:
    return before.timeframe is Timeframe.PLANNED and after.timeframe is Timeframe.DONE


def _with_word(word: str, before: Context, calendar: Calendar, expected: bool, opens: bool) -> Carried:
    """今年 and 去年 set the year; 全年 and 一年来 bring back the whole year of the section."""
    if word in ("今年", "明年") and calendar.this_year:
        return _with_year(calendar.this_year + (word == "明年"), before, calendar, expected, opens)
    if word != "全年" and calendar.reported:
        step = _with_year(calendar.reported, before, calendar, expected, opens)
        return Carried(step.here, before) if _looks_back(before, step.after) else step  # a plan looks back for one sentence
    whole = replace(before, period=(before.period or "")[:4] or None)
    return Carried(replace(whole, expected=expected), before)
