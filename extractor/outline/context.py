"""Carried context: the period and tense that headings set for what stands under them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.documents.metadata import arabic_years
from extractor.outline.calendar import NEXT_FIVE, Calendar, span_period, span_start
from extractor.outline.headings import heading_words
from schemas import ChangeBasis, Timeframe

_PAST = re.compile(rf"{heading_words('past')}|存在.{{0,6}}(?:问题|困难)")
_PLAN = re.compile(rf"{heading_words('plan')}|计划$|规划$|\d年工作$")
_REVIEWED_WORK = re.compile(r"(?:成就|回顾)(?:和|及|与).{0,10}主要工作|及?过去五年工作")
_NOT_A_PART = re.compile(r"报告|会议上|^——\d{4}年")
_PART = re.compile(rf"{heading_words('part')}|^[一二三四五六七八九]、.*(?:成就|成绩|目标|任务)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_ANY_YEAR = re.compile(r"(?<!\d)(\d{4})年")
_WORK_OF_YEAR = re.compile(r"\d年(?:的)?(?:政府|主要|重点|全[省市县区年])?工作(?!目标|报告)")
_ONE_YEAR_OF_PLAN = re.compile(r"开局|开篇|起步|收官|首年")  # “十一五”开局良好 speaks of one year


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


def heading_context(heading: str, before: Context, calendar: Calendar) -> Context:
    """The context under ``heading``; what it does not say stays as it was."""
    heading = arabic_years(heading).rstrip("。")
    past, future = _reads_back(heading)
    years = [int(year) for year in _YEAR.findall(heading)]
    span = None if _ONE_YEAR_OF_PLAN.search(heading) else span_period(heading, calendar)
    if _NOT_A_PART.search(heading) and not (past or future):
        return before
    if out_of_reach(heading, calendar):
        return before  # no part of this report, whatever it says
    if years:
        year = _reported_of(years, past, calendar)
        leads = span is not None and (future or not _YEAR.search(heading[: span_start(heading)]))
        timeframe = _timeframe(past, year, calendar)
        return Context(span, timeframe, subsections=str(year)) if leads else Context(str(year), timeframe)
    timeframe = Timeframe.PLANNED if future or NEXT_FIVE.search(heading) else Timeframe.DONE
    if span and (past or future):
        return Context(span, timeframe)
    if not (past or future) or not _PART.search(heading):
        return before
    year_or_none = calendar.this_year if timeframe is Timeframe.PLANNED else calendar.reported
    return Context(None if year_or_none is None else str(year_or_none), timeframe)


def out_of_reach(heading: str, calendar: Calendar) -> bool:
    """Whether ``heading`` names a year that this report cannot be about: too far ahead for a goal, or for a year's work."""
    years = [int(year) for year in _ANY_YEAR.findall(heading)]
    return bool(years) and not calendar.within_reach(max(years), of_work=_WORK_OF_YEAR.search(heading) is not None)


def subsection_context(context: Context) -> Context:
    """``context`` as a numbered subsection takes it up."""
    return context if context.subsections is None else replace(context, period=context.subsections, subsections=None)


def _reads_back(heading: str) -> tuple[bool, bool]:
    """Whether a heading announces a review, or a plan; one that has words of both is decided by how it ends."""
    past, future = bool(_PAST.search(heading)), bool(_PLAN.search(heading))
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
