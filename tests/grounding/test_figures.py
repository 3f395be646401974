"""What counts as a figure, and in which form figures are compared."""

from __future__ import annotations

import pytest

from extractor.documents import fold
from extractor.grounding.figures import Kind, figures

FORMS = [
    ("完成投资1,234.5亿元", "1234.5亿 元"),
    ("为9.3万余名学生", "9.3万 名"),
    ("20余万人次", "20万 人次"),
    ("3亿5000万元", "3亿5000万 元"),
    ("同比增长8.1%", "rise 8.1 %"),
    ("同比提高8.1个百分点", "rise 8.1 个百分点"),
    ("由3%增长到5%", "3 % rise to 5 %"),
    ("达到5%", "5 %"),
    ("4.5%—5%", "4.5 % -5 %"),
    ("1-2个", "1 -2 个"),
    ("1～2个", "1 -2 个"),
    ("增长-2.3%", "rise -2.3 %"),
    ("\n-2.3万吨", "2.3万 吨"),
    ("不低于226天", "不below 226 天"),
    ("出现负增长", "负rise"),
    ("未完成", "未"),
    ("去年12月", "last year 12 月"),
    ("二〇二四年上半年", "二〇二四 年 first half"),
    ("第十七届人民代表大会", "第十七 届"),
    ("十四五规划", "十四 五 规"),
    ("“十四五”规划", "十四 五 规"),
    ("三四十家", "三四十 家"),
    ("唯一一家", "一 一 家"),
    ("突破万亿元", "above 万亿 元"),
    ("装机5千瓦", "5 千瓦"),
    ("每亩5000元/亩", "5000 元/亩"),
    ("5G基站和AA+级", "5 G AA+"),
    ("比例1:2，占1/8", "1:2 1/8"),
    ("营造良好氛围", ""),
]


@pytest.mark.parametrize(("text", "forms"), FORMS)
def test_figures_in_the_form_by_which_they_are_compared(text: str, forms: str) -> None:
    assert " ".join(figure.form for figure in figures(text)) == forms


@pytest.mark.parametrize(("text", "forms"), FORMS)
def test_figures_keep_their_places(text: str, forms: str) -> None:
    end = 0
    for figure in figures(text):
        assert end <= figure.start < figure.end <= len(text)
        end = figure.end


def test_each_figure_is_of_its_kind() -> None:
    kinds = [(figure.form, figure.kind) for figure in figures("AAA级景区增长8.1%")]
    assert kinds == [("AAA", Kind.NAME), ("rise", Kind.SENSE), ("8.1", Kind.NUMBER), ("%", Kind.UNIT)]


ALIKE = [
    ("增长1,234万元", "增加1234万元"),
    ("增长８％以上", "提升8%以上"),
    ("增至5%", "增到5%"),
]
UNLIKE = [
    ("增长5%", "增长到5%"),
    ("增长5%", "下降5%"),
    ("5%以上", "5%以下"),
    ("高于5%", "不高于5%"),
    ("去年", "今年"),
    ("5%", "5个百分点"),
    ("12幢", "12栋"),
    ("5万元", "5元"),
    ("5元/亩", "5元/吨"),
    ("十五条", "十六条"),
    ("第3位", "3位"),
    ("①", "②"),
    ("Ⅳ类", "Ⅴ类"),
    ("m²", "m³"),
]


def forms(text: str) -> list[str]:
    return [figure.form for figure in figures(fold(text).text)]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_figures_of_one_meaning_are_equal(one: str, other: str) -> None:
    assert forms(one) == forms(other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_figures_of_different_meaning_are_not_equal(one: str, other: str) -> None:
    assert forms(one) != forms(other)
