"""Numbers in titles and short quotations are names; where those are closed, or opened long ago, numbers count again."""

from __future__ import annotations

import pytest

from extractor.api import find_numbers

TITLES = [
    # text, the quantities in it
    ("《支持企业5条》", []),
    ("印发《支持企业5条》", []),
    ("印发《甲办法》和《支持企业5条》", []),
    ("办法》列出5项", ["5项"]),
    ("印发《甲办法》《乙办法》5项", ["5项"]),
    ("《支持企业5条》列出8项", ["8项"]),
    # a title is at most sixty characters long
    ("《" + "字" * 59 + "5条", []),
    ("《" + "字" * 60 + "5条", ["5条"]),
    ("甲乙《" + "字" * 60 + "5条", ["5条"]),
]

QUOTATIONS = [
    ("“建设4个自信”", []),
    ("坚持“建设4个自信”", []),
    ("“甲”和“建设4个自信”", []),
    ("“甲”乙建设4个站点”", ["4个"]),
    ("“建设4个站点", ["4个"]),  # never closed
    ("“甲”和“建设4个站点", ["4个"]),
    ("建设4个站点”", ["4个"]),  # never opened
    ("“增长5%”", ["5%"]),  # what is measured is no slogan
    ("“建设五条赛道”", []),
    # a slogan without Chinese numerals is short, with them at most forty characters long
    ("“" + "字" * 12 + "4个”", []),
    ("“" + "字" * 13 + "4个”", ["4个"]),
    ("“" + "字" * 37 + "五条道”", []),
    ("“" + "字" * 38 + "五条道”", ["五条"]),
]


@pytest.mark.parametrize(("text", "raws"), TITLES + QUOTATIONS)
def test_what_counts_around_titles_and_quotations(text: str, raws: list[str]) -> None:
    assert [quantity.raw for quantity in find_numbers(text)] == raws
