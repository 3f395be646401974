"""Words as alternatives of one pattern."""

from __future__ import annotations

import re

from schemas.rows import alternatives


def test_the_longest_word_is_tried_first_in_whatever_order_they_come() -> None:
    words = ["千瓦", "千瓦时", "万", "万亿"]
    assert re.match(alternatives(words), "千瓦时").group() == "千瓦时"  # type: ignore[union-attr]
    assert re.match(alternatives(reversed(words)), "万亿").group() == "万亿"  # type: ignore[union-attr]


def test_each_word_is_meant_literally() -> None:
    pattern = re.compile(alternatives(["（含）以上", "a+", "m.", "%"]))
    assert [match.group() for match in pattern.finditer("aa a+ mm m. %")] == ["a+", "m.", "%"]
