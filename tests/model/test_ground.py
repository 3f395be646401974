"""What a model reports, led back to the text: kept, corrected by the finds, or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extractor.grounding import Grounder
from extractor.outline.chunks import chunks
from extractor.prepared import Prepared
from extractor.readers.model.ground import Grounded, ground
from extractor.readers.model.response import Reading
from schemas import Bound, Indicator
from tests.model.conftest import indicator, quantity

WORDS = "全县生产总值完成830.6亿元，同比增长8.1%；新建公厕5座；工业增长5-6%，投资5-6亿元；PM2.5下降2.3%。"


def grounded(prepared: Prepared, *indicators: dict[str, Any]) -> Grounded:
    (chunk,) = chunks(prepared.outline, 10_000)
    reading = Reading.model_validate({"indicators": indicators, "projects": [], "commitments": []})
    return ground(reading, chunk, prepared, Grounder.of(prepared.folded))


def only(outcome: Grounded) -> Indicator:
    (record,) = outcome.records
    assert isinstance(record, Indicator)
    return record


def test_a_right_record_gets_its_places(prepared: Callable[[str], Prepared]) -> None:
    report = prepared(WORDS)
    record = only(
        grounded(
            report,
            indicator(
                "全县生产总值完成830.6亿元，同比增长8.1%",
                "生产总值",
                value=quantity("830.6亿元", 830.6, "亿元"),
                change=quantity("8.1%", 8.1, "%"),
            ),
        )
    )
    text = report.document.text
    assert record.value and text[record.value.start : record.value.end] == "830.6亿元"
    assert record.change and text[record.change.start : record.change.end] == "8.1%"
    assert text[record.evidence.start : record.evidence.end] == record.evidence.quote
    assert record.value.base_value == 83_060_000_000
    assert record.canonical == "gdp"
    assert record.check.issues == ()


@pytest.mark.parametrize(
    ("reported", "code", "value", "unit", "bound"),
    [
        (quantity("8.1%", 8.1, "个百分点"), "unit_differs", 8.1, "%", Bound.EXACT),
        (quantity("8.1%", 81, "%"), "value_differs", 8.1, "%", Bound.EXACT),
        (quantity("8.1%", 8.1, "%", "over"), "bound_differs", 8.1, "%", Bound.EXACT),
    ],
)
def test_the_finds_decide_value_unit_and_bound_and_the_model_is_quoted(
    prepared: Callable[[str], Prepared], reported: dict[str, Any], code: str, value: float, unit: str, bound: Bound
) -> None:
    record = only(grounded(prepared(WORDS), indicator("同比增长8.1%", "生产总值", change=reported)))
    assert record.change is not None
    assert (record.change.value, record.change.unit, record.change.bound) == (value, unit, bound)
    assert [issue.code for issue in record.check.issues] == [code]
    assert str(reported["value"]) in record.check.issues[0].message


RANGES = [
    # the words of the range, its ends and unit as a model reports them, what is said
    ("5-6%", 5, 6, "%", []),
    ("5-6%", 5, 9, "%", ["value_differs"]),
    ("5-9%", 5, 9, "%", ["value_differs"]),
    ("5-6%", 4, 6, "%", ["value_differs"]),
    ("5-6%", 5, None, "%", ["value_differs"]),
    ("5-6%", -6, -5, "%", []),  # a fall; the rules have a say in that
    ("5-6%", 5, 6, "个百分点", ["unit_differs"]),
    ("5-6亿元", 50000, 60000, "万元", ["unit_converted"]),
    ("5-6亿元", 50000, 90000, "万元", ["value_differs"]),
]


@pytest.mark.parametrize(("raw", "low", "high", "unit", "codes"), RANGES)
def test_both_ends_of_a_range_are_the_finds(
    prepared: Callable[[str], Prepared], raw: str, low: float, high: float | None, unit: str, codes: list[str]
) -> None:
    reported = quantity(raw, low, unit, "range", high)
    record = only(grounded(prepared(WORDS), indicator("工业增长5-6%，投资5-6亿元", "工业", change=reported)))
    assert record.change is not None
    assert {abs(record.change.value), abs(record.change.upper or 0)} == {5, 6}
    assert [issue.code for issue in record.check.issues] == codes
    assert all(f"{low}–{high}" in issue.message for issue in record.check.issues if high)


def test_a_converted_number_keeps_its_bound(prepared: Callable[[str], Prepared]) -> None:
    reported = quantity("830.6亿元", 8306000, "万元", "over")
    record = only(grounded(prepared(WORDS), indicator("全县生产总值完成830.6亿元", "生产总值", value=reported)))
    assert [issue.code for issue in record.check.issues] == ["unit_converted", "bound_differs"]


def test_a_number_with_itself_as_upper_end_is_no_other_number(prepared: Callable[[str], Prepared]) -> None:
    record = only(grounded(prepared(WORDS), indicator("同比增长8.1%", "生产总值", change=quantity("8.1%", 8.1, "%", upper=8.1))))
    assert record.check.issues == ()


def test_a_record_without_a_name_is_refused_and_costs_no_other(prepared: Callable[[str], Prepared]) -> None:
    change = quantity("8.1%", 8.1, "%")
    outcome = grounded(
        prepared(WORDS), indicator("同比增长8.1%", "", change=change), indicator("同比增长8.1%", "生产总值", change=change)
    )
    assert only(outcome).name == "生产总值"
    assert [(each.quote, each.reason) for each in outcome.refused] == [("同比增长8.1%", "name 不合要求。")]


def test_a_number_that_the_text_does_not_hold_is_not_taken_over(prepared: Callable[[str], Prepared]) -> None:
    wrong = quantity("831.6亿元", 831.6, "亿元")
    record = only(grounded(prepared(WORDS), indicator("全县生产总值完成830.6亿元", "生产总值", value=wrong)))
    assert record.value is None
    assert [issue.code for issue in record.check.issues] == ["not_in_text"]
    assert "831.6" in record.check.issues[0].message


def test_what_stands_nowhere_is_refused_with_the_models_words(prepared: Callable[[str], Prepared]) -> None:
    invented = indicator("粮食产量达到40万吨", "粮食产量", value=quantity("40万吨", 40, "万吨"))
    outcome = grounded(prepared(WORDS), invented)
    assert outcome.records == ()
    assert [(each.kind, each.name, each.quote) for each in outcome.refused] == [("indicator", "粮食产量", "粮食产量达到40万吨")]


def test_a_fall_keeps_its_sign_and_a_paraphrased_quote_its_sentence(prepared: Callable[[str], Prepared]) -> None:
    report = prepared(WORDS)
    record = only(grounded(report, indicator("PM2.5浓度降低了一些", "PM2.5", change=quantity("2.3%", -2.3, "%"))))
    assert record.change is not None and record.change.value == -2.3
    assert record.evidence.quote == "PM2.5下降2.3%。"


def test_a_number_outside_the_quote_but_in_its_sentence_widens_the_evidence(prepared: Callable[[str], Prepared]) -> None:
    record = only(grounded(prepared(WORDS), indicator("全县生产总值完成830.6亿元", "生产总值", change=quantity("8.1%", 8.1, "%"))))
    assert record.evidence.quote == "全县生产总值完成830.6亿元，同比增长8.1%"
