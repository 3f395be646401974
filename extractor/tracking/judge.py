"""The verdict on a target and an outcome that measure the same thing."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from extractor.tracking.amounts import Amounts, Interval, amounts, arithmetic
from extractor.tracking.models import Arithmetic, Pace, Reason, Verdict
from extractor.tracking.reasons import reason
from extractor.tracking.span import Span
from schemas.catalogue import catalogue
from schemas.quantity import Bound, Quantity

_SCOPE = 3


class Wanted(StrEnum):
    """What is better."""

    MORE = "more"
    LESS = "less"


class Comparison(NamedTuple):
    """What is held against what, and over which periods."""

    target: Quantity
    outcome: Quantity
    promised: Span
    told: Span
    indicator: str | None
    accumulates: bool

    @property
    def partial(self) -> bool:
        """Whether the outcome is of a part of what was promised."""
        return self.told != self.promised


class Judgement(NamedTuple):
    """A verdict with the reasons and the sum that led to it."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    arithmetic: Arithmetic | None = None
    pace: Pace | None = None


def judge(comparison: Comparison) -> Judgement:
    """Whether the outcome keeps the target; a part of the period is final only for what adds up and is there already."""
    sums = amounts(comparison.target, comparison.outcome)
    if sums is None:
        return Judgement(Verdict.NOT_COMPARABLE, (_units_differ(comparison),))
    if _is_of_another_scope(sums):
        return Judgement(Verdict.NOT_COMPARABLE, (reason("another_scope"),))
    judgement = _unfinished(comparison, sums) if comparison.partial else _whole(comparison, sums)
    return judgement._replace(arithmetic=arithmetic(sums, comparison.target, comparison.outcome))


def _is_of_another_scope(sums: Amounts) -> bool:
    """Sums of money of a region do not treble in a year; a part of the region or of the thing is meant."""
    sizes = sorted((abs(sums.target), abs(sums.outcome)))
    return sums.is_money and sizes[1] > _SCOPE * sizes[0]


def _whole(comparison: Comparison, sums: Amounts) -> Judgement:
    verdict, why = _final(comparison, sums)
    return Judgement(verdict, (why,))


def _units_differ(comparison: Comparison) -> Reason:
    return reason("another_unit", promised=comparison.target.unit, reported=comparison.outcome.unit)


def _final(comparison: Comparison, sums: Amounts) -> tuple[Verdict, Reason]:
    wanted = _wanted(comparison)
    if sums.outcome_interval.meets(demand := _demand(comparison.target, sums)):
        return _around_the_target(comparison, sums, demand)
    if wanted is None:
        return Verdict.NOT_COMPARABLE, reason("no_direction")
    if comparison.target.bound is Bound.AT_MOST and sums.outcome < sums.target:
        return Verdict.MET, reason("within_the_limit")
    if (sums.outcome > sums.target) == (wanted is Wanted.MORE):
        return Verdict.EXCEEDED, reason(f"beyond_{wanted}")
    return Verdict.MISSED, reason(f"short_{wanted}")


def _demand(target: Quantity, sums: Amounts) -> Interval:
    """左右 and ranges leave room; every other target is the number itself."""
    return sums.target_interval if target.bound in (Bound.ABOUT, Bound.RANGE) else Interval(sums.target, sums.target)


def _around_the_target(comparison: Comparison, sums: Amounts, demand: Interval) -> tuple[Verdict, Reason]:
    if comparison.outcome.bound is Bound.OVER and sums.outcome >= demand.high:
        return _told_to_be_over(comparison, demand)
    if comparison.target.bound is Bound.OVER and sums.outcome == sums.target:
        return Verdict.MET, reason("at_the_bound")
    if _is_told_to_be_less(comparison, sums):
        return Verdict.MISSED, reason("nearly_the_target")
    if demand.low <= sums.outcome <= demand.high or comparison.outcome.bound is Bound.EXACT:
        return Verdict.MET, reason("reached")
    return Verdict.NOT_COMPARABLE, reason("about_the_target" if comparison.outcome.bound is Bound.ABOUT else "bounds_overlap")


def _told_to_be_over(comparison: Comparison, demand: Interval) -> tuple[Verdict, Reason]:
    """超 the target itself is that much at least; 超 what 左右 or a range allows is beyond it, and 超 a limit breaks it."""
    if _wanted(comparison) is Wanted.LESS:
        return Verdict.MISSED, reason("short_less")
    if demand.low < demand.high:
        return Verdict.EXCEEDED, reason("told_beyond")
    return Verdict.MET, reason("at_least_the_target")


def _is_told_to_be_less(comparison: Comparison, sums: Amounts) -> bool:
    """Whether the outcome is nearly (近) a number of which that number itself was promised."""
    leaves_room = comparison.target.bound in (Bound.ABOUT, Bound.RANGE)
    is_nearly = comparison.outcome.bound is Bound.NEARLY and sums.outcome <= sums.target
    return is_nearly and not leaves_room and _wanted(comparison) is Wanted.MORE


def _unfinished(comparison: Comparison, sums: Amounts) -> Judgement:
    """Only what adds up, and is there already, is settled before the period ends."""
    verdict, why = _final(comparison, sums)
    reached = verdict in (Verdict.MET, Verdict.EXCEEDED)
    if verdict is Verdict.NOT_COMPARABLE:
        return Judgement(verdict, (why,))
    if reached and comparison.accumulates and _wanted(comparison) is Wanted.MORE:
        return Judgement(verdict, (why, reason("early")))
    partial = reason("partial", told=comparison.told.months, promised=comparison.promised.months)
    return Judgement(Verdict.ON_THE_WAY, (partial,), pace=_pace(comparison, sums, reached))


def _pace(comparison: Comparison, sums: Amounts, reached: bool) -> Pace:
    share = Decimal(comparison.told.months) / Decimal(comparison.promised.months)
    if comparison.accumulates and _wanted(comparison) is Wanted.MORE:
        reached = sums.outcome >= sums.target * share
    return Pace.AHEAD if reached else Pace.BEHIND


def _wanted(comparison: Comparison) -> Wanted | None:
    """Whether more or less is better: by the words of the target, else by the catalogue; of a fall, less."""
    target = comparison.target
    if target.bound is Bound.AT_MOST:
        return Wanted.LESS
    if target.bound in (Bound.AT_LEAST, Bound.OVER):
        return Wanted.LESS if target.value < 0 else Wanted.MORE
    if target.value < 0:
        return Wanted.LESS
    return _DIRECTIONS[_directions().get(comparison.indicator or "", "up")]


_DIRECTIONS = {"up": Wanted.MORE, "down": Wanted.LESS, "none": None}


@cache
def _directions() -> dict[str, str]:
    return {entry.id: entry.direction for entry in catalogue()}
