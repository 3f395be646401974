"""Carried context: the period, tense and basis that earlier words set for what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.documents.metadata import arabic_years
from schemas import ChangeBasis, Report, Timeframe


@dataclass(frozen=True, slots=True)
class Context:
    """What a statement may leave unsaid.

    ``period`` as the contract writes it (``2023``, ``2024-01/2024-11``, ``2016/2020``); ``timeframe`` done or planned;
    ``basis`` of changes; ``expected`` under a list of targets; ``subsections`` the year that numbered subsections turn to,
    where a heading names both a span of years and a year (``过去五年回顾及2012年主要工作``).
    """

    period: str | None
    timeframe: Timeframe
    basis: ChangeBasis = ChangeBasis.YEAR_ON_YEAR
    expected: bool = False
    subsections: str | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years a report speaks of as last year, this year, the past five and the next five."""

    reported: int | None
    planned: int | None

    @classmethod
    def of(cls, report: Report) -> Calendar:
        """The calendar of one report."""
        return cls(report.reported_year, report.planned_year)

    @property
    def this_year(self) -> int | None:
        """今年: the year of the plan, or of the report where nothing is planned."""
        return self.planned or self.reported

    @property
    def last_year(self) -> int | None:
        """去年: the year before this one."""
        return None if self.this_year is None else self.this_year - 1

    def done(self, year: int) -> bool:
        """Whether ``year`` lies in what the report looks back on."""
        return year <= (self.reported if self.reported is not None else (self.planned or 9999) - 1)


_PAST = re.compile(
    r"回顾|执行情况|完成情况|工作情况|基本情况|成就|成绩|过去|以来|报告摘要|实践】|存在.{0,6}(?:问题|困难)|困难和问题"
)
_FUTURE = re.compile(
    r"目标|任务|安排|措施|打算|部署|总体要求|重点工作|工作重点|主要工作|思路|建议|今后|展望|取向|计划$|规划$|\d年工作$"
)
_REVIEWED_WORK = re.compile(r"(?:成就|回顾)(?:和|及|与).{0,10}主要工作|及?过去五年工作")
_NOT_A_PART = re.compile(r"报告|会议上|^——\d{4}年")
_PART = re.compile(
    r"回顾|执行情况|完成情况|总体(?:要求|部署|安排)|(?:主要|重点)(?:目标|任务|工作|措施)|工作(?:安排|重点|任务|部署|思路|打算)|"
    r"预期目标|问题|困难|摘要】|实践】|^[一二三四五六七八九]、.*(?:成就|成绩|目标|任务)"
)
PLAN_YEARS = {
    "八五": 1991, "九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011,
    "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031,
}  # fmt: skip
_PLAN_NAME = "十[一二三四五六]五|[八九十]五"
_PLAN_PERIOD = re.compile(rf"“({_PLAN_NAME})”(?!普法)|({_PLAN_NAME})(?:时期|期间|规划|计划|以来|末)")
_FIVE_YEARS = re.compile(r"(?:过去|近|这)五年|五年(?:来|间|中|，|工作|的?回顾)|本届政府")
_NEXT_FIVE = re.compile(r"(?:今后|未来|下一个?)五年")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_MONTHS = re.compile(r"(?<!\d)(?:((?:19|20)\d{2})年|(今年|去年))?(\d{1,2})月?[~—–\-至到～](\d{1,2})月份?")
_QUARTERS = re.compile(r"(?:((?:19|20)\d{2})年|(今年|去年))?(第?[一二三四]季度|[上下]半年|前三季度)")
_QUARTER_MONTHS = {"上半年": ("01", "06"), "下半年": ("07", "12"), "前三季度": ("01", "09")}


def heading_context(heading: str, before: Context, calendar: Calendar) -> Context:
    """The context under ``heading``; what it does not say stays as it was."""
    heading = arabic_years(heading).rstrip("。")
    past, future = _reads_back(heading)
    years = [int(year) for year in _YEAR.findall(heading)]
    span = span_period(heading, calendar)
    if _NOT_A_PART.search(heading) and not (past or future):
        return before
    if years:
        year = _reported_of(years, past, calendar)
        leads = span is not None and (future or not _YEAR.search(heading[: _span_start(heading)]))
        timeframe = _timeframe(past, year, calendar)
        return Context(span, timeframe, subsections=str(year)) if leads else Context(str(year), timeframe)
    timeframe = Timeframe.PLANNED if future or _NEXT_FIVE.search(heading) else Timeframe.DONE
    if span and (past or future):
        return Context(span, timeframe)
    if not (past or future) or not _PART.search(heading):
        return before
    year_or_none = calendar.this_year if timeframe is Timeframe.PLANNED else calendar.reported
    return Context(None if year_or_none is None else str(year_or_none), timeframe)


def subsection_context(context: Context) -> Context:
    """``context`` as a numbered subsection takes it up."""
    return context if context.subsections is None else replace(context, period=context.subsections, subsections=None)


def _span_start(text: str) -> int:
    """Where the words for several years begin."""
    starts = [match.start() for pattern in (_NEXT_FIVE, _PLAN_PERIOD, _FIVE_YEARS) if (match := pattern.search(text))]
    return min(starts, default=0)


def _reads_back(heading: str) -> tuple[bool, bool]:
    """Whether a heading announces a review, or a plan; one that has words of both is decided by how it ends."""
    past, future = bool(_PAST.search(heading)), bool(_FUTURE.search(heading))
    if past and future:
        past = bool(_REVIEWED_WORK.search(heading)) or heading.endswith(("情况", "回顾", "问题", "困难"))
        future = not past
    return past, future


def _reported_of(years: list[int], past: bool, calendar: Calendar) -> int:
    if past and calendar.reported in years:
        return calendar.reported or years[0]
    return years[0]


def _timeframe(past: bool, year: int, calendar: Calendar) -> Timeframe:
    return Timeframe.DONE if past or calendar.done(year) else Timeframe.PLANNED


def span_period(text: str, calendar: Calendar) -> str | None:
    """A span of several years that ``text`` names: the past five, the next five, a five-year plan."""
    if _NEXT_FIVE.search(text) and calendar.this_year:
        return f"{calendar.this_year}/{calendar.this_year + 4}"
    plan = _PLAN_PERIOD.search(text)
    if plan:
        first = PLAN_YEARS[plan[1] or plan[2]]
        return f"{first}/{first + 4}"
    if _FIVE_YEARS.search(text) and calendar.reported:
        return f"{calendar.reported - 4}/{calendar.reported}"
    return None


def months_of(text: str, calendar: Calendar, end: int | None = None) -> str | None:
    """``2024年1~11月份`` → ``2024-01/2024-11``, the first such words in ``text[:end]``."""
    match = _MONTHS.search(text, 0, len(text) if end is None else end)
    return months_period(match, calendar) if match else None


def months_period(match: re.Match[str], calendar: Calendar) -> str | None:
    """Period of a match of months; None where they are no months."""
    year = _named_year(match[1], match[2], calendar)
    first, last = int(match[3]), int(match[4])
    if year is None or not 1 <= first <= last <= 12:
        return None
    return f"{year}-{first:02d}/{year}-{last:02d}"


def quarter_of(text: str, calendar: Calendar, year: int | None = None) -> str | None:
    """``一季度`` → ``2024-Q1``, ``上半年`` → ``2024-01/2024-06``; ``year`` where the words name none."""
    match = _QUARTERS.search(text)
    if match is None:
        return None
    if match[1] or match[2] or year is None:
        year = _named_year(match[1], match[2], calendar)
    if year is None:
        return None
    if match[3] in _QUARTER_MONTHS:
        first, last = _QUARTER_MONTHS[match[3]]
        return f"{year}-{first}/{year}-{last}"
    return f"{year}-Q{'一二三四'.index(match[3][-3]) + 1}"


def _named_year(digits: str | None, word: str | None, calendar: Calendar) -> int | None:
    """The year that digits, 今年 or 去年 name; without either the year reported."""
    if digits:
        return int(digits)
    return calendar.last_year if word == "去年" else calendar.this_year if word == "今年" else calendar.reported


_ADDRESS = r"(?:各位代表[，！：]?)?(?:回顾|刚刚过去的|过去的|总的看，|综合[^，。]{0,24}，)?"
_OPENS_YEAR = re.compile(
    rf"{_ADDRESS}(?:(?:经)?初步[^，。]{{2}}，|预计|展望|到|截至)?((?:19|20)\d{{2}})年"
    rf"(?:全年|，|是|全[省市县区国]|[^，。\d]{{0,12}}目标|我[省市县区国们])"
)
_OPENS_WORD = re.compile(rf"{_ADDRESS}(今年|去年|过去一年|过去的一年|一年来|明年|全年)(?![底初末])")
_OPENS_SPAN = re.compile(
    rf"{_ADDRESS}(?:“?(?:{_PLAN_NAME})”?(?:时期|期间|以来)|“(?:{_PLAN_NAME})”，|[过这]去?五年|五年[来间中，]|"
    rf"[今未][后来]五年|本届政府|[^，。]{{0,40}}以来的五年)"
)
_EXPECTED = re.compile(r"预期(?:奋斗)?目标|(?:主要|发展|奋斗)(?:预期)?目标(?:是|为|：)")
_OPENING = 48
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
    head = text[:_OPENING]
    if "目标" not in text and not any(mark in head for mark in "年月五届"):
        return Carried(before, before)  # the common case, told apart without a regular expression
    expected = _EXPECTED.search(text) is not None
    months = _MONTHS.search(text, 0, 40)
    if months and (period := months_period(months, calendar)):
        here = replace(before, period=period, timeframe=Timeframe.DONE)
        following = _FOLLOWING.match(text, months.end()) is not None
        return Carried(here, here if following else before, following)
    if opening := _OPENS_YEAR.match(text):
        return _with_year(int(opening[1]), before, calendar, expected, opens_paragraph)
    if opening := _OPENS_WORD.match(text):
        return _with_word(opening[1], before, calendar, expected, opens_paragraph)
    if (opens_span := _OPENS_SPAN.match(text)) and (span := span_period(opens_span[0], calendar)):
        done = calendar.done(int(span[-4:]) if not _NEXT_FIVE.search(text, 0, 30) else 9999)
        here = Context(span, Timeframe.DONE if done else Timeframe.PLANNED, before.basis)
        return Carried(replace(here, expected=expected), here, opens_paragraph)
    return Carried(replace(before, expected=True) if expected else before, before)


def _with_year(year: int, before: Context, calendar: Calendar, expected: bool, opens: bool) -> Carried:
    timeframe = Timeframe.DONE if calendar.done(year) else Timeframe.PLANNED
    after = replace(before, period=str(year), timeframe=timeframe)
    inside_span = before.period is not None and "/" in before.period and year not in (calendar.this_year, calendar.reported)
    if inside_span or (before.period and "/" in before.period and not opens):
        return Carried(replace(after, expected=expected), before)
    settles = expected and year == calendar.this_year
    looks_back = before.timeframe is Timeframe.PLANNED and timeframe is Timeframe.DONE
    return Carried(replace(after, expected=expected), after, (opens and not looks_back) or settles)


def _with_word(word: str, before: Context, calendar: Calendar, expected: bool, opens: bool) -> Carried:
    """今年 and 去年 set the year; 全年 and 一年来 bring back the whole year of the section."""
    if word in ("今年", "明年") and calendar.this_year:
        return _with_year(calendar.this_year + (word == "明年"), before, calendar, expected, opens)
    if word != "全年" and calendar.reported:
        return _with_year(calendar.reported, before, calendar, expected, opens)
    whole = replace(before, period=(before.period or "")[:4] or None)
    return Carried(replace(whole, expected=expected), before)
