"""What parts between semicolons share ends with the sentence."""

from __future__ import annotations

from tests.outline.reading import statements

REVIEW, PLAN = "一、2023年工作回顾\n\n", "二、2024年工作安排\n\n"


def test_the_sentence_after_a_list_of_targets() -> None:
    text = PLAN + "主要预期目标是：生产总值增长7%；投资增长8%；收入增长3%。新建公园3个。"
    assert [told.context.expected for _, told in statements(text)] == [True, True, True, False]


def test_the_sentence_after_a_list_of_months() -> None:
    text = REVIEW + "2023年1~11月份，新增20家；建成30家。新增就业20人。"
    assert [told.context.period for _, told in statements(text)] == ["2023-01/2023-11", "2023-01/2023-11", "2023"]
