"""Names that are alike: what the outcome covers of what was promised, and names that only look alike."""

from __future__ import annotations

import pytest

from extractor.tracking.likeness import likeness
from extractor.tracking.subject import subject_of


@pytest.mark.parametrize(
    ("promised", "told", "covers"),
    [
        ("安排各类帮扶资金", "投入财政帮扶资金", "part"),
        ("老年人日间照料中心", "社区老年人日间照料中心", "part"),
        ("235所农村公办幼儿园", "公办幼儿园", "more"),
        ("新增持牌法人金融机构", "新引进持牌金融机构", "unclear"),
        ("新增社区服务中心", "社区健康服务中心", "unclear"),
        ("150个小区优质饮用水入户改造", "优质饮用水入户小区", "whole"),
        ("修复治理退化草原", "退化草原修复治理", "whole"),
    ],
)
def test_words_that_one_of_them_leaves_out(promised: str, told: str, covers: str) -> None:
    assert likeness(subject_of(promised), subject_of(told)) == covers


@pytest.mark.parametrize(
    ("promised", "told"),
    [
        ("新增污水管网", "新增雨水管网"),
        ("小学学位", "中学学位"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("规模以上工业增加值", "规模以上服务业增加值"),
        ("保障性住房", "人才住房和保障性住房"),
        ("公有制企业用工", "非公有制企业用工"),
        ("办好民生实事", "完成民生微实事"),
        ("科技型中小企业", "省科技型中小企业"),
        ("深港IC设计创新平台等服务平台", "创客公共服务平台"),
        ("建设学校", "职业学校"),
        ("一般公共预算收入", "一般公共预算支出"),
        ("企业", "上市企业"),
    ],
)
def test_names_that_only_look_alike(promised: str, told: str) -> None:
    assert likeness(subject_of(promised), subject_of(told)) is None
