"""White space and commas between the digits of one number, and between two numbers."""

from __future__ import annotations

import pytest

from extractor.api import find_numbers

ONE_NUMBER = [
    # text, value, unit, raw
    ("完成1 234.5亿元", 1234.5, "亿元", "1 234.5亿元"),
    ("达到 12 345 万人", 12345, "万人", "12 345 万人"),
    ("达到1 234 567人", 1234567, "人", "1 234 567人"),
    ("（1 234.5亿元）", 1234.5, "亿元", "1 234.5亿元"),
    ("1\u2009234.5亿元", 1234.5, "亿元", "1\u2009234.5亿元"),  # a thin space parts nothing but digits
    ("完成1\u202f234.5亿元", 1234.5, "亿元", "1\u202f234.5亿元"),
    ("完成1,234.5亿元", 1234.5, "亿元", "1,234.5亿元"),
    ("完成1，234.5亿元", 1234.5, "亿元", "1，234.5亿元"),
]

TWO_NUMBERS = [
    # text, raws
    ("1 234.5亿元", ["234.5亿元"]),  # a number of the line, perhaps
    ("人口\t12\t345万人", ["345万人"]),
    ("人口12  345万人", ["345万人"]),
    ("人口2023 345万人", ["345万人"]),
    ("人口12 3456万人", ["3456万人"]),
    ("人口1.5 234万人", ["234万人"]),
    ("完成1，23.5亿元", ["23.5亿元"]),
]


@pytest.mark.parametrize(("text", "value", "unit", "raw"), ONE_NUMBER)
def test_groups_of_thousands_are_one_number(text: str, value: float, unit: str, raw: str) -> None:
    (number,) = find_numbers(text)
    assert (number.value, number.unit, number.raw, text[number.start : number.end]) == (value, unit, raw, raw)


@pytest.mark.parametrize(("text", "raws"), TWO_NUMBERS)
def test_numbers_side_by_side_stay_two(text: str, raws: list[str]) -> None:
    assert [number.raw for number in find_numbers(text)] == raws
