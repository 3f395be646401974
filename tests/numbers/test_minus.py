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
        ("同比-2.1%", [-2.1]),
        ("增速：-0.5%", [-0.5]),
        ("-3.2%", [-3.2]),
        ("|-3.2%|", [-3.2]),
        ("为-0.8个百分点", [-0.8]),
        ("最低气温-12℃", [-12]),
        ("比例-3%", [-3]),  # 例 is a measure word too, but none is counted here
        ("增长-5%~3%", [-5]),
        ("增长-5%至-3%", [-5]),
        ("增长-3%至-5%", []),
        ("- 8.1%的增长", [8.1]),  # an item of a list
        ("增速如下\n-3.5%\n- 4%", [-3.5, 4]),
        ("- 5个项目\n- 8%", [5, 8]),
        ("3家-5%", [3, 5]),
        ("3万人-5%", [3, 5]),
        ("10月-5%", [5]),
        ("A-5%", [5]),
        ("郑州-3条", [3]),
        ("2023-2025年", []),
    ],
)
def test_a_written_minus(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text)] == values


def test_a_growth_below_zero_is_a_change_below_zero() -> None:
    (record,) = extract_text("某县2024年政府工作报告\n一、2023年工作回顾\n地区生产总值增长-3.2%。\n").indicators
    assert record.name == "地区生产总值"
    assert record.change is not None
    assert (record.change.value, record.change.raw) == (-3.2, "-3.2%")


@pytest.mark.parametrize(("text", "ends"), [("增长-5%~3%", (-5, 3)), ("增长-5%至-3%", (-5, -3)), ("增长3%～5%", (3, 5))])
def test_the_ends_of_a_range_keep_their_signs(text: str, ends: tuple[float, float]) -> None:
    assert [(number.value, number.upper) for number in find_numbers(text)] == [ends]
