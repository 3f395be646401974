"""Structure ratios: shares of a whole, written without their %."""

from __future__ import annotations

import unicodedata

import pytest

from extractor.api import find_numbers

RATIOS = [
    # text, the shares in it, as written
    ("三次产业结构为0.1∶46.7∶53.2", ["0.1", "46.7", "53.2"]),
    ("三次产业结构调整为5.1:40.2:54.7", ["5.1", "40.2", "54.7"]),
    ("三次产业结构 ５．１：４０．２：５４．７", ["５．１", "４０．２", "５４．７"]),
    ("三次产业比例由 8 : 46 : 46 优化", ["8", "46", "46"]),
    ("城乡居民消费占比40:60", ["40", "60"]),
    ("轻重工业比重35∶65", ["35", "65"]),
    # rounding may take a whole made of three parts as far as one and a half points from a hundred
    ("三次产业结构为3:45:53.5", ["3", "45", "53.5"]),
    ("三次产业结构为3:45:50.5", ["3", "45", "50.5"]),
]

NO_RATIOS = [
    "三次产业结构为3:45:53.6",
    "三次产业结构为3:45:50.4",
    "配套资金比例1:2",
    "以40:60的比分结束",  # no word says that these are shares
    "40:60的结构",  # such a word goes before
    "调整产业结构，" + "推进各项工作" * 6 + "，以40:60的比分结束",  # too far away
    "结构编号20:30:40:10",  # four parts
    "结构编号120:30:40",
]


@pytest.mark.parametrize(("text", "raws"), RATIOS)
def test_each_share_of_a_whole_is_a_quantity_in_per_cent(text: str, raws: list[str]) -> None:
    found = find_numbers(text)
    assert [share.raw for share in found] == raws
    assert [text[share.start : share.end] for share in found] == raws
    assert [str(share.value) for share in found] == [unicodedata.normalize("NFKC", raw) for raw in raws]
    for share in found:
        assert (share.unit, share.base_value, share.base_unit, share.bound.value) == ("%", share.value, "%", "exact")


@pytest.mark.parametrize("text", NO_RATIOS)
def test_other_figures_around_a_colon_are_no_shares(text: str) -> None:
    assert find_numbers(text) == []


def test_shares_stand_in_text_order_among_other_quantities() -> None:
    found = find_numbers("税收占比85%，三次产业结构为5:40:55，新增企业20家，轻重工业比重35:65")
    assert [quantity.raw for quantity in found] == ["85%", "5", "40", "55", "20家", "35", "65"]


def test_a_word_at_the_edge_of_the_window_still_leads() -> None:
    lead = "结构" + "，" * 38  # 40 characters, the window
    assert [share.raw for share in find_numbers(lead + "5:40:55")] == ["5", "40", "55"]
    assert find_numbers("结构，" + "，" * 38 + "5:40:55") == []
