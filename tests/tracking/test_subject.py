"""Names reduced until two reports' words for one thing are equal, and no further."""

from __future__ import annotations

import pytest

from extractor.tracking.subject import subject_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新增省级以上“专精特新”企业", "推荐融纬勘测等省级专精特新企业"),
        ("新增创新型中小企业", "完成省级创新型中小企业认定"),
        ("郑州市实验中学等19所中小学、幼儿园", "郑州外国语中学莲湖校区等20所中小学幼儿园"),
        ("新建停车泊位", "新增停车位"),
        ("奇秀路等15条道路", "阳春路、许庄路等12条道路"),
        ("新建、改建公园", "59个公园"),
        ("完成垃圾转运站改造", "垃圾转运站提标改造"),
        ("完成社区供水管网", "改造社区的供水管网"),
        ("办好年度民生实事和一大批民生“微实事”", "民生实事完成"),
        ("孔雀团队", "新增“孔雀计划”团队"),
        ("新开工及筹集人才和保障性住房", "筹集人才住房和保障性住房"),
        ("安排九大类民生支出", "九大类民生支出"),
        ("新建规划建设由诺贝尔奖获得者领衔的实验室", "新组建诺贝尔奖科学家实验室"),
        ("新增就业", "新增登记就业"),
        ("保持规上工业企业研发活动覆盖率", "全市规模以上工业企业研发活动覆盖率"),
    ],
)
def test_one_thing_under_two_names(one: str, other: str) -> None:
    assert subject_of(one).parts == subject_of(other).parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新增养老床位", "新增婴幼儿托位"),
        ("技术合同成交额", "科技成果成交额"),
        ("吸引大学生落户我区", "吸引高校毕业生来郑留郑"),
        ("高新技术企业", "科技型企业"),
        ("社会用电量", "工业用电量"),
        ("供水管网", "燃气管网"),
        ("目的地", "地"),
    ],
)
def test_two_things(one: str, other: str) -> None:
    assert subject_of(one).parts != subject_of(other).parts


def test_examples_are_names_and_not_the_class() -> None:
    subject = subject_of("河南省冶金产业智能创新中心、腾讯电竞等项目")
    assert subject.named == {"河南省冶金产业智能创新中心", "腾讯电竞"}
    assert not subject.is_telling


@pytest.mark.parametrize("name", ["20个项目", "重点项目", "常庄等20个项目", "27个省市重点项目"])
def test_a_bare_project_tells_nothing(name: str) -> None:
    assert not subject_of(name).is_telling


def test_a_verb_alone_tells_nothing() -> None:
    assert not subject_of("实现主体封顶").is_telling
