"""Heads and files that are easily misread: two-character counties, two byte orders, literal line breaks."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.documents import fold, read_bytes
from schemas import ReportType
from schemas.regions import find_region
from tests.documents.test_metadata import WORK, Known, known, metadata


def test_utf_16_be_without_a_mark() -> None:
    text = "关于中原区2023年国民经济和社会发展计划执行情况的报告\r\n\r\n初步核算，全区生产总值完成830.6亿元，同比增长8.1%。\r\n"
    document = read_bytes(text.encode("utf-16-be"), "report.txt")
    assert (document.text, document.encoding) == (text, "utf-16-be")


def test_a_heading_after_a_literal_line_break() -> None:
    text = "一、2018年工作回顾\\r\\n新增20家。\\r\\n二、2019年工作总体要求\\r\\n2019年是关键之年。"
    assert fold(text).text.split("\n") == ["一、2018年工作回顾", "新增20家。", "二、2019年工作总体要求", "2019年是关键之年。"]


def test_a_county_of_two_characters() -> None:
    head = (
        "工作报告\n易县2025年政府工作报告\n时间：2025-02-22????\t\t\t\t\t\t作者：中国县域????\n政府工作报告\n"
        "——2025年1月14日在易县第十八届人民代表大会第五次会议上\n易县人民政府代县长 丁 磊\n各位代表：\n"
    )
    assert known(metadata(head)) == Known("易县", "130633", WORK, 2024, 2025, date(2025, 1, 14))
    assert metadata(head).title == "易县2025年政府工作报告"


def test_a_work_report_that_speaks_of_the_plan() -> None:
    head = (
        "各位代表：\n　　我代表罗湖区人民政府向大会作工作报告，请予审议。\n　　一、2013年工作回顾\n"
        "　　国民经济和社会发展计划及财政预算执行情况良好。\n　　二、2014年工作安排\n"
    )
    assert metadata(head).report_type is ReportType.WORK_REPORT


@pytest.mark.parametrize("name", ["江苏省南京市鼓楼区", "四川省乐山市市中区", "河北省石家庄市桥西区", "广西南宁市"])
def test_province_and_city_in_front(name: str) -> None:
    assert find_region(name).code is not None


def test_a_review_of_five_years_and_the_work_of_one() -> None:
    head = (
        "各位代表：\n现在，我代表深圳市人民政府向大会作政府工作报告，请予审议。\n一、过去五年工作回顾\n过去五年，成绩显著。\n"
        "二、今后五年的总体要求\n三、2010年政府主要工作\n2010年是深圳经济特区建立30周年。"
    )
    assert (metadata(head).reported_year, metadata(head).planned_year) == (2009, 2010)


def test_a_capital_often_named_is_not_the_place_that_reports() -> None:
    text = "一、2018年工作回顾\n我县承接北京转移，" + "与北京的学校、医院对接，" * 6 + "县政府扎实工作。"
    assert metadata(text).region is None


@pytest.mark.parametrize(
    ("speaker", "region"),
    [("区人民政府", None), ("县政府", None), ("市人民政府", "深圳市"), ("省政府", None)],
)
def test_the_speaker_says_of_which_level_the_place_is(speaker: str, region: str | None) -> None:
    text = (
        f"各位代表：\n我代表{speaker}向大会作政府工作报告。\n一、2015年工作回顾\n" + "全市、深圳、全区都有新进步。" * 9 + "全市" * 9
    )
    found = metadata(text).region
    assert (found and found.name) == region
