"""Amounts in base units, so that figures of different reports can be compared."""

from __future__ import annotations

import pytest

from extractor.api import find_numbers

CONVERTED = [
    # text, base value, base unit
    ("完成830.6亿元", 83_060_000_000, "元"),
    ("贷款4641.2万元", 46_412_000, "元"),
    ("突破1.2万亿元", 1_200_000_000_000, "元"),
    ("总投资3亿5000万元", 350_000_000, "元"),
    ("引资2455亿美元", 245_500_000_000, "美元"),
    ("收储土地1.5万亩", 10_000_000, "m²"),
    ("规划1807.07公顷", 18_070_700, "m²"),
    ("面积180平方公里", 180_000_000, "m²"),
    ("绿地31.1万平方米", 311_000, "m²"),
    ("管网11.7公里", 11.7, "km"),
    ("管道500延米", 0.5, "km"),
    ("装机1.47万千瓦", 14_700, "kW"),
    ("光伏200兆瓦", 200_000, "kW"),
    ("发电2亿千瓦时", 200_000_000, "kWh"),
    ("粮食600亿斤", 30_000_000, "t"),
    ("节能20万吨标准煤", 200_000, "tce"),
    ("增长8.1%", 8.1, "%"),
    ("高于全市4.6个百分点", 4.6, "pp"),
    ("自然增长率7.5‰", 7.5, "‰"),
    ("吞吐量2877万标箱", 28_770_000, "TEU"),
    ("新增2.7万余人", 27_000, "人"),
    ("超200万人次", 2_000_000, "人次"),
    ("浓度27微克/立方米", 0.000027, "g/立方米"),
]


@pytest.mark.parametrize(("text", "value", "unit"), CONVERTED)
def test_a_measured_amount_converts(text: str, value: float, unit: str) -> None:
    (quantity,) = find_numbers(text)
    assert quantity.base_value == pytest.approx(value, rel=1e-12)
    assert quantity.base_unit == unit


@pytest.mark.parametrize("text", ["新增20家", "建成12条", "培训16场"])
def test_a_plain_count_has_no_base_unit(text: str) -> None:
    (quantity,) = find_numbers(text)
    assert (quantity.base_value, quantity.base_unit) == (None, None)


def test_a_count_in_ten_thousands_is_counted_out() -> None:
    (quantity,) = find_numbers("新增停车泊位7.3万个")
    assert (quantity.value, quantity.unit, quantity.base_value, quantity.base_unit) == (7.3, "万个", 73_000, "个")


def test_the_same_amount_in_two_units_is_the_same_base_value() -> None:
    hectares, square_metres = find_numbers("绿地31.11公顷即31.11万平方米")
    assert hectares.base_value == square_metres.base_value
