"""Verdicts on two numbers, case by case."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.documents import fold
from extractor.numbers import find_quantities
from extractor.tracking.judge import Comparison, Judgement, judge
from extractor.tracking.span import span_of
from schemas import Bound, Quantity
from tests.tables.made import quantity


def _judged(target: Quantity, outcome: Quantity, told: str = "2024", **fields: Any) -> Judgement:
    promised, period = span_of("2024"), span_of(told)
    assert promised and period
    return judge(Comparison(target, outcome, promised, period, fields.get("indicator"), fields.get("accumulates", False)))


@pytest.mark.parametrize(
    ("target", "bound", "outcome", "told", "verdict"),
    [
        (8, "exact", 8, "exact", "met"),
        (8, "exact", 8.1, "exact", "exceeded"),
        (8, "exact", 7.9, "exact", "missed"),
        (7, "about", 7.2, "exact", "met"),
        (7, "about", 6.8, "exact", "met"),
        (7, "about", 5, "about", "missed"),
        (7, "about", 9, "exact", "exceeded"),
        (5, "at_least", 5, "exact", "met"),
        (5, "at_least", 4.99, "exact", "missed"),
        (20, "over", 20, "exact", "met"),
        (20, "exact", 20, "over", "met"),
        (20, "at_least", 20, "over", "met"),
        (20, "exact", 21, "over", "exceeded"),
        (20, "about", 21, "over", "exceeded"),
        (20, "over", 19.9, "exact", "missed"),
        (3, "at_most", 3, "at_most", "met"),
        (3, "at_most", 2.5, "exact", "met"),
        (3, "at_most", 3, "over", "missed"),
        (3, "at_most", 3.1, "exact", "missed"),
        (-5, "exact", -7, "exact", "exceeded"),
        (-5, "exact", -4, "exact", "missed"),
        (54, "exact", 50, "over", "not_comparable"),
        (60, "exact", 50, "over", "missed"),
        (54, "exact", 55, "nearly", "not_comparable"),
        (3000, "exact", 3000, "nearly", "missed"),
        (3000, "at_least", 3000, "nearly", "missed"),
        (3000, "about", 3000, "nearly", "met"),
        (3000, "at_most", 3000, "nearly", "met"),
        (8, "exact", 7.9, "about", "not_comparable"),
        (8, "exact", 8, "about", "met"),
        (8, "about", 7.9, "about", "met"),
    ],
)
def test_the_verdict_follows_the_words(target: float, bound: str, outcome: float, told: str, verdict: str) -> None:
    judgement = _judged(quantity(target, bound=Bound(bound)), quantity(outcome, bound=Bound(told)))
    assert judgement.verdict == verdict


def test_a_range_is_kept_anywhere_within_it() -> None:
    target = quantity(1, "个", upper=3, bound=Bound.RANGE)
    assert [_judged(target, quantity(number, "个")).verdict for number in (0, 1, 2, 3, 4)] == [
        "missed",
        "met",
        "met",
        "met",
        "exceeded",
    ]


def test_what_should_fall_is_better_when_it_is_less() -> None:
    target, outcome = quantity(5, "%"), quantity(4, "%")
    assert _judged(target, outcome, indicator="registered_unemployment_rate").verdict == "exceeded"
    assert _judged(target, outcome, indicator="gdp").verdict == "missed"


def test_where_no_side_is_better_only_the_target_itself_can_be_met() -> None:
    target = quantity(3, "%", bound=Bound.ABOUT)
    assert _judged(target, quantity(3.2), indicator="consumer_price_index").verdict == "met"
    assert _judged(target, quantity(1), indicator="consumer_price_index").verdict == "not_comparable"


@pytest.mark.parametrize(("outcome", "difference"), [(2.1, 0.9), (0.9, -0.3)])
def test_units_are_converted_through_base_units(outcome: float, difference: float) -> None:
    judgement = _judged(quantity(12000, "人"), quantity(outcome, "万人"))
    assert judgement.arithmetic is not None
    assert judgement.arithmetic.difference == pytest.approx(difference * 10_000)
    assert judgement.arithmetic.unit == "人"
    assert judgement.verdict == ("exceeded" if difference > 0 else "missed")


def test_a_rounded_outcome_meets_what_it_may_stand_for() -> None:
    assert _judged(quantity(12034, "人"), quantity(1.2, "万人")).verdict == "met"
    assert _judged(quantity(12600, "人"), quantity(1.2, "万人")).verdict == "missed"


@pytest.mark.parametrize(
    ("target", "unit", "printed", "verdict"),
    [
        (6.4, "%", "6.0", "missed"),
        (7.5, "%", "7.0", "missed"),
        (120.4, "亿元", "120.0", "missed"),
        (120.4, "亿元", "１２０．0 ", "missed"),
        (6.04, "%", "6.0", "met"),
        (1200.4, "亿元", "1,200.0", "missed"),
    ],
)
def test_a_nought_behind_the_point_is_a_digit_that_counts(target: float, unit: str, printed: str, verdict: str) -> None:
    outcome = quantity(round(target - 0.01), unit, raw=f"{printed}{unit}")
    assert _judged(quantity(target, unit), outcome).verdict == verdict


def test_a_number_is_written_with_the_decimals_it_was_printed_with() -> None:
    line = _judged(quantity(6.4), quantity(6.0, raw="6.0%")).arithmetic
    assert line is not None and line.formula == "6.0% − 6.4% = −0.4个百分点"
    range_ = quantity(6.0, upper=6.5, bound=Bound.RANGE, raw="6.0-6.5%")
    line = _judged(range_, quantity(7, raw="7%")).arithmetic
    assert line is not None and line.formula == "7% − 6.0–6.5% = 1个百分点"


def test_counts_are_not_rounded() -> None:
    assert _judged(quantity(300, "家"), quantity(299, "家")).verdict == "missed"


@pytest.mark.parametrize(("one", "other"), [("%", "亿元"), ("条", "公里"), ("%", "个百分点")])
def test_what_does_not_convert_is_not_compared(one: str, other: str) -> None:
    judgement = _judged(quantity(8, one), quantity(8, other))
    assert (judgement.verdict, judgement.reasons[0].code, judgement.arithmetic) == ("not_comparable", "another_unit", None)


def test_a_share_differs_by_points() -> None:
    line = _judged(quantity(8), quantity(5.5)).arithmetic
    assert line is not None
    assert (line.difference, line.difference_unit, line.formula) == (-2.5, "个百分点", "5.5% − 8% = −2.5个百分点")


@pytest.mark.parametrize(("outcome", "pace"), [(9, "ahead"), (1.7, "behind")])
def test_growth_of_a_part_is_never_final(outcome: float, pace: str) -> None:
    judgement = _judged(quantity(8), quantity(outcome), "2024-01/2024-11")
    assert (judgement.verdict, judgement.pace, judgement.reasons[0].code) == ("on_the_way", pace, "partial")


def test_what_adds_up_is_kept_as_soon_as_it_is_there() -> None:
    assert _judged(quantity(100, "家"), quantity(120, "家"), "2024-01/2024-06", accumulates=True).verdict == "exceeded"
    assert _judged(quantity(100, "家"), quantity(120, "家"), "2024-01/2024-06").verdict == "on_the_way"


@pytest.mark.parametrize(("outcome", "pace"), [(55, "ahead"), (45, "behind")])
def test_the_pace_of_what_adds_up_is_that_of_the_months(outcome: float, pace: str) -> None:
    judgement = _judged(quantity(100, "家"), quantity(outcome, "家"), "2024-01/2024-06", accumulates=True)
    assert (judgement.verdict, judgement.pace) == ("on_the_way", pace)


def test_sums_of_another_scope_are_not_compared() -> None:
    assert _judged(quantity(420, "亿元"), quantity(5147, "亿元")).reasons[0].code == "another_scope"
    assert _judged(quantity(420, "亿元"), quantity(514, "亿元")).verdict == "exceeded"


@pytest.mark.parametrize(
    ("target", "outcome", "formula"),
    [
        ("供水管网30公里", "31500米", "31500米 − 30公里 = 1.5公里"),
        ("新增绿地50万平方米", "0.6平方公里", "0.6平方公里 − 50万平方米 = 10万平方米"),
        ("新增绿地100公顷", "1500亩", "1500亩 − 100公顷 = 0公顷"),
    ],
)
def test_what_converts_is_compared_in_the_unit_of_the_target(target: str, outcome: str, formula: str) -> None:
    ((one,), (other,)) = (find_quantities(words, fold(words)) for words in (target, outcome))
    line = _judged(one.quantity, other.quantity).arithmetic
    assert line is not None and line.formula == formula
