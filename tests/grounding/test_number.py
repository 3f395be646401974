"""Numbers as a model reports them, led back to the quantities of the regex layer."""

from __future__ import annotations

import pytest

from extractor.documents import fold
from extractor.grounding import Reported, place_number, same_amount
from extractor.numbers import Find, find_quantities
from tests.grounding.reports import seed

TEXT = "全区完成投资 115 亿元，增长 5.1%，高于全市（5.1%）3.9 个百分点；带动就业2.7万余人，新增企业3000家，能耗下降2.3%。"


def found(text: str) -> list[Find]:
    return find_quantities(text, fold(text))


CASES = [
    # name, raw words, value, unit, the words it must lead to
    ("as written", "115亿元", 115, "亿元", "115 亿元"),
    ("with words around", "完成投资115亿元", 115, "亿元", "115 亿元"),
    ("full-width", "３．９个百分点", 3.9, "个百分点", "3.9 个百分点"),
    ("with its qualifier", "2.7万余人", 2.7, "万人", "2.7万余人"),
    ("in base units", "2.7万余人", 27000, "人", "2.7万余人"),
    ("converted, in other words", "27000人", 27000, "人", "2.7万余人"),
    ("a magnitude before a classifier", "3千家", 3, "千家", "3000家"),
    ("a fall", "下降2.3%", -2.3, "%", "2.3%"),
    ("words right, value wrong", "3.9个百分点", 39, "个百分点", "3.9 个百分点"),
    ("words right, unit wrong", "115亿元", 115, "万元", "115 亿元"),
    ("no words, value and unit right", "", 115, "亿元", "115 亿元"),
    ("a wrong digit", "116亿元", 116, "亿元", None),
    ("a wrong unit", "115万元", 115, "万元", None),
    ("percent for points", "3.9%", 3.9, "%", None),
    ("invented", "42个", 42, "个", None),
]


@pytest.mark.parametrize(("raw", "value", "unit", "words"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_a_number_leads_to_its_find(raw: str, value: float, unit: str, words: str | None) -> None:
    find = place_number(Reported(raw, value, unit), found(TEXT))
    assert (find and find.quantity.raw) == words


@pytest.mark.parametrize(
    ("value", "unit", "text", "same"),
    [
        (8306000, "万元", "830.6亿元", True),
        (830.6, "亿 元", "830.6亿元", True),
        (-8306000, "万元", "830.6亿元", True),  # the sign of a fall is in the words
        (83060000, "万元", "830.6亿元", False),
        (830.6, "万元", "830.6亿元", False),
        (830.6, "亿美元", "830.6亿元", False),
        (27000, "人", "2.7万余人", True),
        (3, "千家", "3000家", True),
        (3000, "家", "3000家", True),
        (3000, "处", "3000家", False),
        (3000, "个", "3000家", False),
        (3.9, "%", "3.9个百分点", False),
        (3.9, "百分点", "3.9个百分点", True),
        (5, "平方公里", "500公顷", True),
    ],
)
def test_one_amount_may_be_written_in_two_units(value: float, unit: str, text: str, same: bool) -> None:
    (find,) = found(text)
    assert same_amount(Reported("", value, unit), find.quantity) == same


@pytest.mark.parametrize(
    ("low", "high", "unit", "same"),
    [
        (5, 6, "亿元", True),
        (50000, 60000, "万元", True),
        (-6, -5, "亿元", True),  # a fall, still running upwards
        (50000, 90000, "万元", False),
        (40000, 60000, "万元", False),
        (50000, None, "万元", False),
        (50000, 50000, "万元", False),
    ],
)
def test_a_range_is_one_amount_at_both_ends(low: float, high: float | None, unit: str, same: bool) -> None:
    (find,) = found("投资5-6亿元")
    assert same_amount(Reported("", low, unit, high), find.quantity) == same


def test_a_range_from_a_number_to_itself_is_that_number() -> None:
    (find,) = found("投资5亿元")
    assert same_amount(Reported("", 5, "亿元", 5), find.quantity)


@pytest.mark.parametrize(
    ("raw", "value", "unit", "text", "words"),
    [
        # the very words go before the same value in other words
        ("5%", 5, "%", "增长5.0%，后来5%", "5%"),
        ("5%", 5, "%", "增长5%，后来5.0%", "5%"),
        ("2.7万人", 2.7, "万人", "2.70万人，27000人，2.7万人", "2.7万人"),
        # then words that hold the find's, or are part of them
        ("增长5%以上", 5, "%", "约5%，5%以上", "5%以上"),
        ("5%", 5, "%", "5.0%，约5%", "约5%"),
        ("约5%左右", 5, "%", "5.0%，约5%", "约5%"),
        # then the same value and unit, before an amount that must be converted
        ("two point seven", 2.7, "万人", "27000人，2.70万人", "2.70万人"),
        ("two point seven", 27000, "人", "2.70万人，27000人", "27000人"),
        ("two point seven", 27000, "人", "30000人，2.70万人", "2.70万人"),
    ],
)
def test_the_find_that_fits_best_is_chosen(raw: str, value: float, unit: str, text: str, words: str) -> None:
    find = place_number(Reported(raw, value, unit), found(text))
    assert find is not None and find.quantity.raw == words


TWICE = Reported("5.1%", 5.1, "%")
FIRST, SECOND = TEXT.index("5.1%"), TEXT.rindex("5.1%")


@pytest.mark.parametrize(
    ("within", "near", "taken", "start"),
    [
        (None, None, (), FIRST),
        (None, len(TEXT), (), SECOND),
        (None, None, (FIRST,), SECOND),
        (None, FIRST, (FIRST, SECOND), FIRST),
        ((SECOND - 3, len(TEXT)), FIRST, (), SECOND),
        ((FIRST + 1, SECOND + 3), None, (), None),
        ((0, 0), None, (), None),
    ],
)
def test_context_decides_between_finds(
    within: tuple[int, int] | None, near: int | None, taken: tuple[int, ...], start: int | None
) -> None:
    find = place_number(TWICE, found(TEXT), within, near, taken)
    assert (find and find.quantity.start) == start


def test_every_quantity_of_a_report_leads_back_to_itself() -> None:
    source = seed("zhongyuan-2024-plan").source
    finds = found(source)
    for find in finds:
        quantity = find.quantity
        reported = Reported(quantity.raw, quantity.value, quantity.unit)
        assert place_number(reported, finds, near=quantity.start) == find
        assert place_number(reported, finds, within=(quantity.start, quantity.end)) == find
