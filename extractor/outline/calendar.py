"""Calendar words: the years a report speaks of, five-year plans, months and quarters, as the contract writes periods."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas import Report

PLAN_YEARS = {
    "八五": 1991, "九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011,
    "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031,
}  # fmt: skip
PLAN_NAME = "十[一二三四五六]五|[八九十]五"
_PLAN_PERIOD = re.compile(rf"“({PLAN_NAME})”(?!普法)|({PLAN_NAME})(?:时期|期间|规划|计划|以来|末)")
_FIVE_YEARS = re.compile(r"(?:过去|近|这)五年|五年(?:来|间|中|，|工作|的?回顾)|本届政府")
NEXT_FIVE = re.compile(r"(?:今后|未来|下一个?)五年")
_FARTHEST_GOAL = 15
_MONTH_COUNTS = {
    "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6,
    "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
# 提前3个月 and 此前3个月 tell how long before, and no months of the year.
FIRST_MONTHS = r"(?<![提此以之])[前头](?:\d{1,2}|十[一二]?|[一两二三四五六七八九十])个月"
MONTHS = re.compile(
    r"(?<!\d)(?:((?:19|20)\d{2})年|(今年|去年))?"
    rf"(?:(\d{{1,2}})月?[~—–\-至到～](\d{{1,2}})月份?|({FIRST_MONTHS}))"
)
_QUARTERS = re.compile(r"(?:((?:19|20)\d{2})年|(今年|去年))?(?<![比较与])(第?[一二三四]季度|[上下]半年|前三季度)")
_QUARTER_MONTHS = {"上半年": ("01", "06"), "下半年": ("07", "12"), "前三季度": ("01", "09")}


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

    def within_reach(self, year: int, *, of_work: bool = False) -> bool:
        """Whether the report may plan for ``year``: goals lie 15 years ahead at most, a year's work is arranged a year ahead."""
        return self.this_year is None or year <= self.this_year + (1 if of_work else _FARTHEST_GOAL)

    def done(self, year: int) -> bool:
        """Whether ``year`` lies in what the report looks back on."""
        return year <= (self.reported if self.reported is not None else (self.planned or 9999) - 1)


def span_period(text: str, calendar: Calendar) -> str | None:
    """A span of several years that ``text`` names: the past five, the next five, a five-year plan."""
    if NEXT_FIVE.search(text) and calendar.this_year:
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
    match = MONTHS.search(text, 0, len(text) if end is None else end)
    return months_period(match, calendar) if match else None


def months_period(match: re.Match[str], calendar: Calendar) -> str | None:
    """Period of a match of months; None where they are no months."""
    year = _named_year(match[1], match[2], calendar)
    first, last = _first_and_last(match)
    if year is None or not 1 <= first <= last <= 12:
        return None
    return f"{year}-{first:02d}/{year}-{last:02d}"


def _first_and_last(match: re.Match[str]) -> tuple[int, int]:
    """``1~11月`` → (1, 11), ``前三个月`` → (1, 3)."""
    if match[5]:
        count = match[5][1:-2]
        return 1, _MONTH_COUNTS.get(count) or int(count)
    return int(match[3]), int(match[4])


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


def span_start(text: str) -> int:
    """Where the words for several years begin."""
    starts = [match.start() for pattern in (NEXT_FIVE, _PLAN_PERIOD, _FIVE_YEARS) if (match := pattern.search(text))]
    return min(starts, default=0)
