"""Numbers that white space, line breaks, page breaks or an OCR program have torn apart."""

from __future__ import annotations

import pytest

from extractor.api import find_numbers

TORN = [
    # text, value, unit
    ("完成 830.6 亿元", 830.6, "亿元"),
    ("安置\t22266\t套", 22266, "套"),
    ("达到\u30003554\u3000家", 3554, "家"),
    ("新增\xa07.3\xa0万\xa0个", 7.3, "万个"),
    ("增长 8.1 %", 8.1, "%"),
    ("提高 3.9 个 百 分 点", 3.9, "个百分点"),
    ("新签约项目投资总额突破 420\n\n亿元", 420, "亿元"),
    ("新签约项目投资总额突破 420\r\n\r\n亿元", 420, "亿元"),
    ("新签约项目投资总额突破420\f亿元", 420, "亿元"),
    ("总投资 1 2 6 6 万 元", 1266, "万元"),
    ("收入 8 3 0 . 6 亿 元", 830.6, "亿元"),
    ("新增岗位&nbsp;5500&nbsp;个", 5500, "个"),
    ("投资**105**亿元", 105, "亿元"),
]


@pytest.mark.parametrize(("text", "value", "unit"), TORN)
def test_a_torn_number_is_one_number(text: str, value: float, unit: str) -> None:
    assert [(item.value, item.unit) for item in find_numbers(text)] == [(value, unit)]


@pytest.mark.parametrize(("text", "_value", "_unit"), TORN)
def test_its_words_are_quoted_with_the_tears(text: str, _value: float, _unit: str) -> None:
    (quantity,) = find_numbers(text)
    assert quantity.raw == text[quantity.start : quantity.end]
    assert quantity.raw[-1] == text[-1]


APART = [
    ("拆除围挡415处 20.41万平方米", ["415处", "20.41万平方米"]),
    ("建成 29 个地块、367.52 万平方米", ["29 个", "367.52 万平方米"]),
    ("新增 1200 个\n\n二、新增 20 条", ["1200 个", "20 条"]),
]


@pytest.mark.parametrize(("text", "raws"), APART)
def test_neighbours_stay_apart(text: str, raws: list[str]) -> None:
    assert [item.raw for item in find_numbers(text)] == raws
