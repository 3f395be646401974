"""Readings that do not fit what stands in the text."""

from __future__ import annotations

from extractor.api import extract_text
from extractor.reconciliation import close_books
from schemas import CheckStatus
from tests.reconciliation.claims import indicator, prepared, quantity


def test_a_wrong_number_at_a_place_outside_the_evidence_is_not_elsewhere() -> None:
    record = indicator("新增就业2.7万余人", quantity("830.6亿元", 806.3, "亿元"))
    assert close_books([record], prepared()).records[0].check.status in (CheckStatus.CONFLICT, CheckStatus.UNSUPPORTED)


def test_a_converted_number_keeps_its_bound() -> None:
    converted = quantity("830.6亿元", 8306000, "万元", base_value=83_060_000_000, base_unit="元", bound="at_least")
    record = indicator("全区生产总值完成830.6亿元，增长8.1%。", converted)
    assert close_books([record], prepared()).records[0].check.status is CheckStatus.CONFLICT


def test_growth_between_two_levels_without_a_basis() -> None:
    text = "郑州市中原区2024年政府工作报告\n\n一、2023年工作回顾\n\n地方财政收入由100亿元增长到150亿元，增长60%。"
    codes = [issue.code for record in extract_text(text).records for issue in record.check.issues]
    assert codes == ["arithmetic_misfit"]
