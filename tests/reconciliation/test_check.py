"""A record's numbers held against the text: what was misread, and by how much, is said and never put right."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.grounding import same_amount
from extractor.reconciliation import close_books
from schemas import CheckStatus, Comparison, Indicator, Issue, Quantity, ReadBy
from tests.reconciliation.claims import indicator, prepared, quantity

GDP = "全区生产总值完成830.6亿元，增长8.1%。"
LAND = "收储土地1281.2亩。"
JOBS = "新增就业2.7万余人"
PILOTS = "创建试点项目1-2个"
CONFIRMED, CONVERTED, ELSEWHERE = CheckStatus.CONFIRMED, CheckStatus.CONVERTED, CheckStatus.ELSEWHERE
UNSUPPORTED, CONFLICT = CheckStatus.UNSUPPORTED, CheckStatus.CONFLICT

READINGS = [
    # evidence, the number as it was read, status, code of the issue
    (GDP, quantity("830.6亿元", 830.6, "亿元"), CONFIRMED, None),
    (JOBS, quantity("2.7万余人", 2.7, "万人", bound="over"), CONFIRMED, None),
    ("创建试点项目1-2个", quantity("1-2个", 1, "个", upper=2, bound="range"), CONFIRMED, None),
    ("PM2.5下降2.3%。", quantity("2.3%", -2.3, "%"), CONFIRMED, None),  # the sign stands in words, not in the number
    ("830.6亿元，增长8.1%", quantity("830.6亿元", 830.6, "亿元"), CONFIRMED, None),  # the evidence begins or ends with it
    ("830.6亿元，增长8.1%", quantity("8.1%", 8.1, "%"), CONFIRMED, None),
    # the same amount in another unit
    (GDP, quantity("830.6亿元", 8306000, "万元", base_value=83_060_000_000, base_unit="元"), CONVERTED, None),
    (LAND, quantity("1281.2亩", 85.413333333333333, "公顷", base_value=854133.3333333333, base_unit="m²"), CONVERTED, None),
    # what is rounded far behind the point is the same; what is rounded earlier is not
    (LAND, quantity("1281.2亩", 85.41333333, "公顷", base_value=854133.3333, base_unit="m²"), CONVERTED, None),
    (LAND, quantity("1281.2亩", 85.4133, "公顷", base_value=854133, base_unit="m²"), CONFLICT, "value_differs"),
    # the amount follows from value and unit, whether or not somebody converted it before
    (GDP, quantity("830.6亿元", 83_060_000_000, "元"), CONVERTED, None),
    (PILOTS, quantity("1-2个", 0.0001, "万个", upper=0.0002, bound="range"), CONVERTED, None),
    (PILOTS, quantity("1-2个", 0.0001, "万个", upper=0.0003, bound="range"), CONFLICT, "value_differs"),
    # another unit, or another amount at either end
    (GDP, quantity("830.6亿元", 83_060_000_000, "个", base_value=83_060_000_000, base_unit="个"), CONFLICT, "value_differs"),
    ("创建试点项目1-2个", quantity("1-2个", 1, "个", upper=3, bound="range"), CONFLICT, "value_differs"),
    (PILOTS, quantity("1-2个", 1, "万个", upper=2, bound="range", base_value=1, base_unit="人"), CONFLICT, "value_differs"),
    (PILOTS, quantity("1-2个", 1, "万个", upper=2, bound="range", base_value=1), CONFLICT, "value_differs"),
    # right, but in another sentence
    (JOBS, quantity("830.6亿元", 830.6, "亿元"), ELSEWHERE, "outside_evidence"),
    # there is no such number
    (GDP, quantity("831.6亿元", 831.6, "亿元"), UNSUPPORTED, "not_in_text"),
    # read wrongly at its place
    (GDP, quantity("830.6亿元", 806.3, "亿元"), CONFLICT, "value_differs"),
    (GDP, quantity("830.6亿元", 830.6, "万元", base_value=8_306_000, base_unit="元"), CONFLICT, "value_differs"),
    (GDP, quantity("8.1%", 8.1, "个百分点"), CONFLICT, "value_differs"),
    ("创建试点项目1-2个", quantity("1-2个", 1, "个"), CONFLICT, "value_differs"),
    (JOBS, quantity("2.7万余人", 2.7, "万人"), CONFLICT, "bound_differs"),
    ("生产总值增长7%左右", quantity("7%左右", 7, "%", bound="at_least"), CONFLICT, "bound_differs"),
]


def closed(record: Indicator) -> Indicator:
    (checked,) = close_books([record], prepared()).records
    assert isinstance(checked, Indicator)
    return checked


@pytest.mark.parametrize(("evidence", "number", "status", "code"), READINGS)
def test_a_number_against_the_text(evidence: str, number: Quantity, status: CheckStatus, code: str | None) -> None:
    check = closed(indicator(evidence, number)).check
    assert check.status is status
    assert [issue.code for issue in check.issues] == ([] if code is None else [code])
    assert all(number.raw in issue.message or str(number.value) in issue.message for issue in check.issues)
    assert all(issue.message.startswith("value ") for issue in check.issues), "which of a record's numbers it is"


@pytest.mark.parametrize(("evidence", "number", "_status", "_code"), READINGS)
def test_a_record_is_never_rewritten(evidence: str, number: Quantity, _status: CheckStatus, _code: str | None) -> None:
    record = indicator(evidence, number)
    assert closed(record).model_dump(exclude={"id", "check"}) == record.model_dump(exclude={"id", "check"})


def test_a_record_is_as_good_as_its_worst_number() -> None:
    right, wrong = quantity("830.6亿元", 830.6, "亿元"), quantity("8.1%", 8.2, "%")
    check = closed(indicator(GDP, right, change=wrong)).check
    assert check.status is CONFLICT
    assert [issue.code for issue in check.issues] == ["value_differs"]


WORST = [
    ([CONFIRMED, CONVERTED], CONVERTED),
    ([CONVERTED, ELSEWHERE], ELSEWHERE),
    ([ELSEWHERE, CONFLICT], CONFLICT),
    ([CONFLICT, UNSUPPORTED], UNSUPPORTED),
]
_SHOWING: dict[CheckStatus, dict[str, Any]] = {
    CONFIRMED: {"raw": "830.6亿元", "value": 830.6, "unit": "亿元"},
    CONVERTED: {"raw": "830.6亿元", "value": 8306000, "unit": "万元", "base_value": 83_060_000_000, "base_unit": "元"},
    ELSEWHERE: {"raw": "1281.2亩", "value": 1281.2, "unit": "亩"},
    CONFLICT: {"raw": "8.1%", "value": 1.8, "unit": "%"},
    UNSUPPORTED: {"raw": "99家", "value": 99, "unit": "家"},
}


@pytest.mark.parametrize(("statuses", "worst"), WORST)
@pytest.mark.parametrize("turn", [1, -1])
def test_the_order_of_the_statuses(statuses: list[CheckStatus], worst: CheckStatus, turn: int) -> None:
    first, second = (quantity(**_SHOWING[status]) for status in statuses[::turn])
    assert closed(indicator(GDP, first, change=second)).check.status is worst


def test_numbers_inside_a_comparison_are_checked_too() -> None:
    comparison = Comparison(reference="全市", difference=quantity("99个百分点", 99, "个百分点"))
    assert closed(indicator(GDP, None, comparison=comparison)).check.status is UNSUPPORTED


FIGURES = "固定资产投资同比增长9%，高于全市（5.1%）4.9个百分点。"
ACCEPTED = Issue(code="accepted_in_review", message="审阅时确认。")
NOTED = Issue(code="review_note", message="再看。")


@pytest.mark.parametrize(
    ("reader", "said", "status"),
    [
        (ReadBy.MODEL, (), CONFLICT),  # nobody else has read it
        (ReadBy.MODEL, (NOTED,), CONFLICT),
        (ReadBy.MODEL, (ACCEPTED,), CONFIRMED),  # a person has
        (ReadBy.RULES, (), CONFIRMED),
        (ReadBy.BOTH, (), CONFIRMED),
    ],
)
def test_figures_that_do_not_fit_speak_against_a_model_that_read_alone(
    reader: ReadBy, said: tuple[Issue, ...], status: CheckStatus
) -> None:
    comparison = Comparison(
        reference="全市", value=quantity("5.1%", 5.1, "%", FIGURES), difference=quantity("4.9个百分点", 4.9, "个百分点", FIGURES)
    )
    growth = quantity("9%", 9, "%", FIGURES)
    record = indicator(FIGURES, None, text=FIGURES, change=growth, comparison=comparison)
    read = record.model_copy(update={"check": record.check.model_copy(update={"read_by": reader, "issues": said})})
    check = close_books([read], prepared(FIGURES)).records[0].check
    assert [issue.code for issue in check.issues] == [*(issue.code for issue in said), "arithmetic_misfit"]
    assert check.status is status


def test_a_record_without_numbers_says_so_and_keeps_what_was_said() -> None:
    silent = indicator(GDP, None)
    said = Issue(code="name_differs", message="名称：规则读作 某事。")
    check = closed(silent.model_copy(update={"check": silent.check.model_copy(update={"issues": (said,)})})).check
    assert (check.status, check.issues) == (CheckStatus.NO_NUMBERS, (said,))


def test_nothing_is_the_same_in_any_unit() -> None:
    one, other, third = quantity("0亿元", 0, "亿元"), quantity("0万元", 0, "万元"), quantity("0亩", 0, "亩")
    assert same_amount(one, other)
    assert not same_amount(one, third)


def test_unsupported_and_conflicting_records_are_named_in_the_balance() -> None:
    invented = indicator(GDP, quantity("99家", 99, "家"), "甲")
    misread = indicator(GDP, quantity("8.1%", 1.8, "%"), "乙")
    right = indicator(GDP, quantity("830.6亿元", 830.6, "亿元"), "丙")
    books = close_books([invented, misread, right], prepared())
    ids = {record.name: record.id for record in books.records}
    assert books.reconciliation.unsupported == (ids["甲"],)
    assert books.reconciliation.conflicting == (ids["乙"],)
