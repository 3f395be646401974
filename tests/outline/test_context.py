"""Carried context: the year, the months and the tense that earlier words set for a sentence."""

from __future__ import annotations

import pytest

from schemas import Timeframe
from tests.outline.reading import statements

DONE, PLANNED = Timeframe.DONE, Timeframe.PLANNED
FACT = "新增就业20人。"

UNDER_HEADINGS = [
    # headings, period, timeframe
    ("一、2023年工作回顾", "2023", DONE),
    ("一、2023年国民经济和社会发展计划执行情况", "2023", DONE),
    ("二、2024年工作安排", "2024", PLANNED),
    ("二、2024年经济社会发展的总体要求和主要预期目标", "2024", PLANNED),
    ("二、今年的主要任务", "2024", PLANNED),
    ("一、过去一年工作回顾", "2023", DONE),
    ("三、二〇二四年重点工作", "2024", PLANNED),
    # several years
    ("一、过去五年工作回顾", "2019/2023", DONE),
    ("一、五年工作的回顾", "2019/2023", DONE),
    ("二、今后五年的奋斗目标", "2024/2028", PLANNED),
    ("一、“十三五”时期工作回顾", "2016/2020", DONE),
    ("一、“十三五”时期发展成就", "2016/2020", DONE),
    # a part without a year, and headings inside a part that carry it on
    ("二、存在的困难和问题", "2023", DONE),
    ("三、主要工作措施", "2024", PLANNED),
    ("一、2023年工作回顾\n（一）经济运行稳中向好", "2023", DONE),
    ("二、2024年工作安排\n（一）扩大有效投资\n1.抓项目", "2024", PLANNED),
    ("二、2024年工作安排\n（一）突出创新添活力。**推进平台建设。**", "2024", PLANNED),
    ("一、2023年工作回顾\n（一）经济\n二、2024年工作安排\n（一）经济", "2024", PLANNED),
    # news: a summary of the report above what was done
    ("【郑州实践】", "2023", DONE),
]


@pytest.mark.parametrize(("headings", "period", "timeframe"), UNDER_HEADINGS)
def test_a_heading_sets_year_and_tense(headings: str, period: str, timeframe: Timeframe) -> None:
    _, told = statements(f"{headings}\n\n{FACT}")[-1]
    assert (told.context.period, told.context.timeframe) == (period, timeframe)


REVIEW, PLAN = "一、2023年工作回顾\n\n", "二、2024年工作安排\n\n"

IN_A_PARAGRAPH = [
    # text, then period and timeframe of each sentence
    (REVIEW + "2023年，" + FACT + FACT, [("2023", DONE)] * 2),
    (REVIEW + "2024年，" + FACT, [("2024", PLANNED)]),
    (REVIEW + "去年，" + FACT + FACT, [("2023", DONE)] * 2),
    (REVIEW + "今年，" + FACT, [("2024", PLANNED)]),
    (PLAN + "2023年，" + FACT + FACT, [("2023", DONE)] * 2),
    (PLAN + "今年，" + FACT + FACT, [("2024", PLANNED)] * 2),
    # months: for this sentence, or for all that follow
    (REVIEW + "2023年1~11月份，" + FACT + FACT, [("2023-01/2023-11", DONE), ("2023", DONE)]),
    (REVIEW + "2023年1~11月份（下同），" + FACT + FACT, [("2023-01/2023-11", DONE)] * 2),
    (REVIEW + "2023年1-6月，" + FACT, [("2023-01/2023-06", DONE)]),
    (REVIEW + "2023年前10个月，" + FACT + FACT, [("2023-01/2023-10", DONE), ("2023", DONE)]),
    (REVIEW + "前三个月，" + FACT, [("2023-01/2023-03", DONE)]),
    (REVIEW + "前十个月，" + FACT, [("2023-01/2023-10", DONE)]),
    (REVIEW + "头两个月，" + FACT, [("2023-01/2023-02", DONE)]),
    (REVIEW + "去年前十一个月（下同），" + FACT + FACT, [("2023-01/2023-11", DONE)] * 2),
    (REVIEW + "提前三个月，" + FACT, [("2023", DONE)]),
    (REVIEW + "前13个月，" + FACT, [("2023", DONE)]),
    (REVIEW + "2023年1~11月份（下同），" + FACT + "\n\n" + FACT, [("2023-01/2023-11", DONE)] * 2),
    (
        REVIEW + "2023年1~11月份（下同），" + FACT + "\n\n二、2024年工作安排\n" + FACT,
        [("2023-01/2023-11", DONE), ("2024", PLANNED)],
    ),
    (REVIEW + "2023年1~11月份（下同），" + FACT + "全年" + FACT, [("2023-01/2023-11", DONE), ("2023", DONE)]),
    # several years
    (REVIEW + "五年来，" + FACT, [("2019/2023", DONE)]),
    (REVIEW + "过去五年，" + FACT + FACT, [("2019/2023", DONE)] * 2),
    (REVIEW + "“十三五”时期，" + FACT, [("2016/2020", DONE)]),
    (PLAN + "今后五年，" + FACT, [("2024/2028", PLANNED)]),
    # parts between semicolons share what the first says
    (PLAN + "2023年，新增20家；建成30家；" + FACT, [("2023", DONE)] * 3),
]


@pytest.mark.parametrize(("text", "contexts"), IN_A_PARAGRAPH)
def test_words_of_a_paragraph_move_the_period(text: str, contexts: list[tuple[str, Timeframe]]) -> None:
    assert [(told.context.period, told.context.timeframe) for _, told in statements(text)] == contexts


def test_a_list_of_targets_is_expected_to_its_end() -> None:
    text = PLAN + "主要预期目标是：生产总值增长7%；投资增长8%；收入增长3%。"
    assert [told.context.expected for _, told in statements(text)] == [True, True, True]


def test_a_sentence_of_targets_does_not_colour_the_next() -> None:
    text = PLAN + "主要预期目标是：生产总值增长7%，投资增长8%。新建公园3个。"
    assert [told.context.expected for _, told in statements(text)] == [True, False]


def test_a_plan_of_earlier_years_lies_behind() -> None:
    text = "一、“十三五”时期工作回顾\n\n" + FACT + "\n\n二、“十四五”时期主要目标\n\n" + FACT
    assert [(told.context.period, told.context.timeframe) for _, told in statements(text, 2020, 2021)] == [
        ("2016/2020", DONE),
        ("2021/2025", PLANNED),
    ]


def test_this_year_is_the_reported_one_where_nothing_is_planned() -> None:
    (_, told) = statements("今年，" + FACT, 2024, None)[0]
    assert (told.context.period, told.context.timeframe) == ("2024", DONE)


def test_without_any_year_there_is_no_period() -> None:
    (_, told) = statements(FACT, None, None)[0]
    assert told.context.period is None
