"""A minus that is written counts; a hyphen in a range or a name does not."""

from __future__ import annotations

import pytest

from extractor.api import extract_text, find_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("地区生产总值增长-3.2%", [-3.2]),
        ("增速为－3.2％", [-3.2]),
        ("增长−0.5%", [-0.5]),
        ("增长4.5-5%", [4.5]),
        ("1-2个", [1]),
    ],
)
def test_a_written_minus(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text)] == values


def test_a_growth_below_zero_is_a_change_below_zero() -> None:
    (record,) = extract_text("某县2024年政府工作报告\n一、2023年工作回顾\n地区生产总值增长-3.2%。\n").indicators
    assert record.name == "地区生产总值"
    assert record.change is not None
    assert (record.change.value, record.change.raw) == (-3.2, "-3.2%")
