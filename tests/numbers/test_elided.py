"""Units left out in parallel figures."""

from __future__ import annotations

import pytest

from extractor.api import find_numbers
from schemas import Quantity

ELIDED = [
    # text, then value, unit and words of each number
    ("分别上升2.8和0.6个百分点", [(2.8, "个百分点", "2.8"), (0.6, "个百分点", "0.6个百分点")]),
    ("分别增长3.5、4.2个百分点", [(3.5, "个百分点", "3.5"), (4.2, "个百分点", "4.2个百分点")]),
    ("分别为12.5和8.3亿元", [(12.5, "亿元", "12.5"), (8.3, "亿元", "8.3亿元")]),
    ("分别为12.5、8.3及7.1亿元", [(12.5, "亿元", "12.5"), (8.3, "亿元", "8.3"), (7.1, "亿元", "7.1亿元")]),
    ("分别抽检27987和1315批次", [(27987, "批次", "27987"), (1315, "批次", "1315批次")]),
    ("分别达1,250与830家", [(1250, "家", "1,250"), (830, "家", "830家")]),
    # each has its own unit, or none that is sure
    ("分别增长3.5%和5.1个百分点", [(3.5, "%", "3.5%"), (5.1, "个百分点", "5.1个百分点")]),
    ("分别位居第5、6位", []),
    ("指数为2.8和0.6个百分点", [(0.6, "个百分点", "0.6个百分点")]),
    ("分别推进，2.8和0.6个百分点", [(0.6, "个百分点", "0.6个百分点")]),
    ("分别为2.8和3-5个", [(3, "个", "3-5个")]),
]


@pytest.mark.parametrize(("text", "numbers"), ELIDED)
def test_a_bare_number_has_the_unit_of_its_neighbour(text: str, numbers: list[tuple[float, str, str]]) -> None:
    found = find_numbers(text)
    assert [(number.value, number.unit, number.raw) for number in found] == numbers
    assert [text[number.start : number.end] for number in found] == [raw for _, _, raw in numbers]


def by_base(numbers: list[Quantity]) -> list[tuple[float | None, str | None]]:
    return [(number.base_value, number.base_unit) for number in numbers]


def test_it_converts_as_its_neighbour_does() -> None:
    assert by_base(find_numbers("分别为12.5和8.3亿元")) == [(1_250_000_000, "元"), (830_000_000, "元")]


def test_a_limit_behind_them_is_that_of_all() -> None:
    assert [(number.bound.value, number.raw) for number in find_numbers("分别达12.5和8.3亿元以上")] == [
        ("at_least", "12.5"),
        ("at_least", "8.3亿元以上"),
    ]


def test_a_limit_before_it_is_its_own() -> None:
    over, exact = find_numbers("分别超过12.5和8.3亿元")
    assert (over.bound.value, over.raw, exact.bound.value) == ("over", "超过12.5", "exact")


def test_a_limit_inside_the_last_is_the_last_ones_alone() -> None:
    assert [(number.bound.value, number.raw) for number in find_numbers("分别为120和80多家")] == [
        ("exact", "120"),
        ("over", "80多家"),
    ]
