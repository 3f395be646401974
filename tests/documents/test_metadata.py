"""What the first lines of a report say of it: the sample reports, and the heads of other real reports."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from extractor import extract_text
from extractor.documents import Document, fold
from extractor.documents.metadata import arabic_years, read_metadata
from schemas import Report, ReportType, Result

WORK, PLAN, NEWS = ReportType.WORK_REPORT, ReportType.PLAN_REPORT, ReportType.NEWS
COMMUNIQUE, OTHER = ReportType.COMMUNIQUE, ReportType.OTHER


class Known(NamedTuple):
    """What a person can tell of a report by its first page."""

    region: str | None
    code: str | None
    type: ReportType
    reported: int | None
    planned: int | None
    delivered: date | None = None


def known(report: Report) -> Known:
    region = report.region
    return Known(
        region.name if region else None,
        region.code if region else None,
        report.report_type,
        report.reported_year,
        report.planned_year,
        report.delivered_on,
    )


def metadata(text: str) -> Report:
    return read_metadata(Document.from_text(text), fold(text))


SEEDS = {
    "guancheng-2024-plan": Known("郑州市管城回族区", "410104", PLAN, 2023, 2024, date(2024, 2, 22)),
    "huiji-2024-plan": Known("惠济区", "410108", PLAN, 2023, 2024),
    "zhengzhou-2024-news": Known("郑州市", "410100", NEWS, 2023, 2024),
    "zhongyuan-2024-plan": Known("中原区", "410102", PLAN, 2023, 2024, date(2024, 2, 27)),
    "zhongyuan-2024-review": Known("郑州市中原区", "410102", NEWS, 2024, None, date(2024, 12, 30)),
}
SEED_TITLES = {
    "guancheng-2024-plan": "关于郑州市管城回族区2023年国民经济和社会发展规划执行情况与2024年国民经济和社会发展规划草案的报告",
    "huiji-2024-plan": "惠济区2024年国民经济和社会发展规划",
    "zhengzhou-2024-news": (
        "“专精特新”企业达到3554家、新组建国家重点实验室达到14家、21条特色商业街区日均客流量74万人次……"
        "从政府工作报告看郑州实践“路”线图"
    ),
    "zhongyuan-2024-plan": "关于中原区2023年国民经济和社会发展规划执行情况与2024年国民经济和社会发展规划（草案）的报告",
    "zhongyuan-2024-review": "攀高2024",
}


def test_a_sample_report(seed_result: Result) -> None:
    stem = seed_result.report.source.removesuffix(".txt")
    assert known(seed_result.report) == SEEDS[stem]


def test_the_title_of_a_sample_report(seed_result: Result) -> None:
    stem = seed_result.report.source.removesuffix(".txt")
    assert seed_result.report.title == SEED_TITLES[stem]


HEADS = [
    # a labelled export
    (
        "标题：坚定信心 迎难奋进 努力推动经济社会又好又快发展——在保定市第十三届人民代表大会第二次会议上的政府工作报告\n"
        "发文单位：保定市人民政府\n发文时间：2009-02-05\n报告人：保定市人民政府市长 于群\n\n正文：\n\n各位代表：\n\n"
        "现在，我代表保定市人民政府向大会报告工作，请予审议。\n\n一、2008年工作回顾\n\n",
        Known("保定市", "130600", WORK, 2008, 2009, date(2009, 2, 5)),
    ),
    (
        "标题：高阳县2018年政府工作报告\n发文单位：高阳县人民政府\n发文时间：2018-01-31\n\n正文：\n\n政 府 工 作 报 告\n\n"
        "2018年1月31日在高阳县第十七届人民代表大会第二次会议上\n\n高阳县人民政府县长 闫向阳\n\n各位代表：\n",
        Known("高阳县", "130628", WORK, 2017, 2018, date(2018, 1, 31)),
    ),
    # a web page with its chrome
    (
        "工作报告\n2020年安国市政府工作报告\n时间：2023-03-30????\t\t\t\t\t\t作者：中国县域????\t\t\t\t\t\t来源：政府官网????\n299\n评论：\n0\n"
        "政 府 工 作 报 告\n——2020年1月9日在安国市第七届人民代表大会第五次会议上\n安国市人民政府市长?? 张壮田\n各位代表：\n",
        Known("安国市", "130683", WORK, 2019, 2020, date(2020, 1, 9)),
    ),
    # title, day and place, speaker
    (
        "2008年政府工作报告\n——2008年1月20日在北京市第十三届人民代表大会第一次会议上\n北京市代市长 郭金龙\n各位代表：\n"
        "　　现在，我代表北京市人民政府向大会作政府工作报告，请予审议。\n　　一、五年工作的回顾\n",
        Known("北京市", "110000", WORK, 2007, 2008, date(2008, 1, 20)),
    ),
    (
        "政府工作报告\n (2014年1月16日在贵州省第十二届人民代表大会第二次会议上)\n省长 陈敏尔\n　　各位代表:\n"
        "　　现在,我代表省人民政府向大会作工作报告,请予审议。\n　　一、2013年政府工作回顾\n",
        Known("贵州省", "520000", WORK, 2013, 2014, date(2014, 1, 16)),
    ),
    (
        "2007年海南省人民政府工作报告\n——2007年2月5日在海南省第三届人民代表大会第五次会议上\n海南省人民政府代省长：罗保铭\n各位代表：\n",
        Known("海南省", "460000", WORK, 2006, 2007, date(2007, 2, 5)),
    ),
    (
        "2001年内蒙古自治区政府工作报告\n2001年2月16日在内蒙古自治区第九届人民代表大会第四次会议上\n"
        "自治区代主席　乌云其木格\n各位代表：\n",
        Known("内蒙古自治区", "150000", WORK, 2000, 2001, date(2001, 2, 16)),
    ),
    (
        "天津市2004年政府工作报告\n2004年1月12日在天津市第十届人民代表大会第二次会议\n各位代表：\n　　一、2003年工作回顾\n",
        Known("天津市", "120000", WORK, 2003, 2004, date(2004, 1, 12)),
    ),
    (
        "2013年浙江省政府工作报告\n2013年1月25日在浙江省第十二届人民代表大会第一次会议上\n"
        "各位代表：\n　　一、过去五年回顾及2012年主要工作\n",
        Known("浙江省", "330000", WORK, 2012, 2013, date(2013, 1, 25)),
    ),
    # no title: the address and the first heading
    (
        "各位代表：\n　　现在，我代表深圳市人民政府向大会作政府工作报告，请予审议，并请各位政协委员和其他列席人员提出意见。\n"
        "　　一、2017年工作回顾\n　　过去一年，我们真抓实干。\n　　二、2018年工作安排\n",
        Known("深圳市", "440300", WORK, 2017, 2018),
    ),
    (
        "各位代表：\n　　现在，我代表坪山新区管委会向大会作工作报告，请予审议。\n　　一、2013年工作回顾\n　　二、2014年工作安排\n",
        Known("坪山新区", None, WORK, 2013, 2014),
    ),
    # the State Council, also in one line
    (
        "各位代表：\n现在，我代表国务院，向大会作政府工作报告，请予审议，并请全国政协各位委员提出意见。\n一、2013年工作回顾\n",
        Known("全国", "100000", WORK, 2013, 2014),
    ),
    (
        "2001年政府工作报告——2001年3月5日在第九届全国人民代表大会第四次会议上\t\t　　　　　　 国务院总理朱镕基　　各位代表：　　"
        "从今年开始，我国将实施新世纪第一个五年计划。现在，我代表国务院，向大会作报告。　　一、过去五年的回顾　　",
        Known("全国", "100000", WORK, 2000, 2001, date(2001, 3, 5)),
    ),
    # other kinds of text
    (
        "郑州市2023年国民经济和社会发展统计公报\n\n初步核算，全年地区生产总值增长7.4%。",
        Known("郑州市", "410100", COMMUNIQUE, 2023, None),
    ),
    (
        "郑州市中原区二〇二四年政府工作报告\n\n一、二〇二三年工作回顾\n\n增长8%。",
        Known("郑州市中原区", "410102", WORK, 2023, 2024),
    ),
    ("新增就业2.7万人。", Known(None, None, OTHER, None, None)),
]


@pytest.mark.parametrize(("head", "expected"), HEADS, ids=lambda value: value[:24].strip() if isinstance(value, str) else "")
def test_the_head_of_a_report(head: str, expected: Known) -> None:
    assert known(metadata(head)) == expected


ISSUERS = [
    ("发文单位：保定市人民政府\n各位代表：", "保定市人民政府"),
    ("各位代表：\n现在，我代表深圳市人民政府向大会作政府工作报告。", "深圳市人民政府"),
    ("关于中原区2023年计划执行情况的报告\n\n中原区发展和改革委员会主任 牛振军\n\n各位代表：", "中原区发展和改革委员会"),
    ("各位代表：\n现在，我代表国务院，向大会作政府工作报告。", "国务院"),
    ("增长8%。", None),
]


@pytest.mark.parametrize(("head", "issuer"), ISSUERS)
def test_who_reports(head: str, issuer: str | None) -> None:
    assert metadata(head).issuer == issuer


DATES = [
    ("——2024年2月27日在中原区第十七届人民代表大会第四次会议上\n", date(2024, 2, 27)),
    ("——2 0 2 4 年 2 月 27 日在中原区人民代表大会上\n", date(2024, 2, 27)),
    ("发文时间：2018-01-31\n", date(2018, 1, 31)),
    ("发文时间：2018/1/31\n", date(2018, 1, 31)),
    ("发文时间：2018-02-31\n发布：2018-03-01\n", date(2018, 3, 1)),  # there is no 31 February
    ("发文时间：未知\n", None),
]


@pytest.mark.parametrize(("head", "day"), DATES)
def test_the_day_of_delivery(head: str, day: date | None) -> None:
    assert metadata(head).delivered_on == day


def test_a_title_is_without_the_marks_of_markdown() -> None:
    text = "# **某县2024年政府工作报告**\n\n一、2023年工作回顾\n生产总值完成100亿元。\n"
    assert extract_text(text).report.title == "某县2024年政府工作报告"


GUESSED = [
    # what is told, reported, planned: reports whose title and headings name no year
    ("过去五年工作回顾\n2015年建成学校3所。2011年起步。\n未来五年工作\n2017年建成6座，2018年建成10座，2017年完成。\n", 2015, 2016),
    ("经济运行开局良好\n一季度全市实现生产总值626.9亿元，比2016年同期高0.3个百分点，2017年实现开门红。\n", 2017, None),
    ("2012年某市国民经济和社会发展统计公报\n（2013年3月20日）\n2012年，全市经济平稳增长。\n", 2012, None),
    ("高阳县2018年政府工作报告\n一、工作回顾\n2017年4月1日，中央决定设立新区。\n", 2017, 2018),
    ("关于2024年1-9月国民经济运行情况的报告\n前三季度增长5%。\n", 2024, None),
]


@pytest.mark.parametrize(("text", "reported", "planned"), GUESSED)
def test_years_that_no_heading_names(text: str, reported: int, planned: int | None) -> None:
    report = metadata(text)
    assert (report.reported_year, report.planned_year) == (reported, planned)


def test_a_day_before_the_year_of_the_title_is_not_the_day_of_delivery() -> None:
    assert metadata("高阳县2018年政府工作报告\n2017年4月1日，中央决定设立新区。\n").delivered_on is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("现在，我代表自治区人民政府报告工作。\n" + "西藏发展稳定。" * 6, "540000"),
        ("现在，我代表区人民政府报告工作。\n" + "福田是深圳的中心城区。" * 6, "440304"),
        ("大庆市经济运行开局良好\n经济平稳。\n", "230600"),
    ],
)
def test_the_region_a_report_speaks_for(text: str, code: str) -> None:
    region = metadata(text).region
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize(
    ("written", "digits"), [("二〇二四年", "2024年"), ("一九九八年", "1998年"), ("二○○八年", "2008年"), ("十二年", "十二年")]
)
def test_years_in_chinese_numerals(written: str, digits: str) -> None:
    assert arabic_years(written) == digits
