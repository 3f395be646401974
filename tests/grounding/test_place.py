"""Quotes as a model gives them, and the words of the sample reports that they must lead to."""

from __future__ import annotations

import pytest

from extractor.documents import fold
from extractor.grounding import Grounder
from tests.grounding.reports import report, seed, standing

VERBATIM = [
    # seed, quote, what stands in the source
    (
        "zhongyuan-2024-plan",
        "2023年全区生产总值完成830.6亿元，同比（下同）增长8.1%",
        "2023 年全区生产总值完成 830.6 亿元，同比(下同)增长 8.1%",
    ),
    ("zhongyuan-2024-plan", "2023 年全区生产总值完成\n830.6 亿元", "2023 年全区生产总值完成 830.6 亿元"),
    ("zhongyuan-2024-plan", "《中原区提信心稳增长开门红十七条措施》", "《中原区提信心稳增长开门红十\n\n七条措施》"),
    ("zhongyuan-2024-plan", "为9.3万余名学生开展形式多样", "为 9.3 万余名学生开\n\n展形式多样"),
    ("zhongyuan-2024-review", "一般公共预算收入完成４７．６亿元，同比增长１．７％", "一般公共预算收入完成47.6亿元,同比增长1.7%"),
    ("zhongyuan-2024-review", "高于全市（5.1%）3.9个百分点", "高于全市(5.1%)3.9个百分点"),
    ("zhongyuan-2024-review", '国家级"小巨人"企业', "国家级“小巨人”企业"),
    ("zhongyuan-2024-review", "2024年1-11月份", "2024年1~11月份"),
    ("guancheng-2024-plan", "有效投资持续扩大。“三个一批”活动", "有效投资持续扩大。**“三个一批”活动"),
    ("guancheng-2024-plan", "新签约项目投资总额突破420亿元", "新签约项目投资总额突破 420\n\n亿元"),
    ("huiji-2024-plan", "空气优良天数不低于226天", "空气优良\n\n天数不低于 226 天"),
    (
        "zhengzhou-2024-news",
        "2023年，郑州交出了“跑出加速度，确保高质量”的精彩答卷",
        "2023年,郑州交出了“跑出加速度,确保高质量”的精彩答卷",
    ),
]

WORDS_DIFFER = [
    ("a particle added", "全区一般公共预算收入完成了47.6亿元", "全区一般公共预算收入完成47.6亿元"),
    ("a particle dropped", "凝聚全区上下智慧、汗水和心血", "凝聚了全区上下的智慧、汗水和心血"),
    ("punctuation changed", "一般公共预算收入完成47.6亿元；同比增长1.7%。", "一般公共预算收入完成47.6亿元,同比增长1.7%"),
    ("同比 dropped", "社会消费品零售总额完成282.4亿元,增长5.7%", "社会消费品零售总额完成282.4亿元,同比增长5.7%"),
    ("a word of the same sense", "固定资产投资完成261.5亿元,同比增加9%", "固定资产投资完成261.5亿元,同比增长9%"),
    ("words added", "近400场,共承办大型演唱会38场,累计服务群众超200万人次", "近400场,承办大型演唱会38场,服务群众超200万人次"),
    (
        "inner clauses elided",
        "一般公共预算收入完成47.6亿元……高于全市4.6个百分点",
        "一般公共预算收入完成47.6亿元,同比增长1.7%,高于全市4.6个百分点",
    ),
    (
        "two elisions",
        "固定资产投资方面...完成261.5亿元...高于全市(5.1%)3.9个百分点",
        "固定资产投资方面,全区固定资产投资完成261.5亿元,同比增长9%,高于全市(5.1%)3.9个百分点",
    ),
    ("elided at the end", "科技成果成交额增长28.4%……", "科技成果成交额增长28.4%"),
]

FIGURES_DIFFER = [
    ("a digit", "一般公共预算收入完成47.5亿元,同比增长1.7%"),
    ("a digit more", "一般公共预算收入完成47.66亿元,同比增长1.7%"),
    ("a digit less", "一般公共预算收入完成7.6亿元,同比增长1.7%"),
    ("no decimal point", "一般公共预算收入完成476亿元,同比增长1.7%"),
    ("the magnitude", "一般公共预算收入完成47.6万元,同比增长1.7%"),
    ("the unit", "一般公共预算收入完成47.6亿美元,同比增长1.7%"),
    ("percentage points for percent", "一般公共预算收入完成47.6亿元,同比增长1.7个百分点"),
    ("the direction", "一般公共预算收入完成47.6亿元,同比下降1.7%"),
    ("the direction, one character", "一般公共预算收入完成47.6亿元,同比降1.7%"),
    ("a minus", "一般公共预算收入完成47.6亿元,同比增长-1.7%"),
    ("a negation", "一般公共预算收入完成47.6亿元,同比不增长1.7%"),
    ("above for below", "一般公共预算收入完成47.6亿元,同比增长1.7%,低于全市4.6个百分点"),
    ("the year", "2023年1~11月份(下同),全区一般公共预算收入完成47.6亿元"),
    ("the month", "2024年1~10月份(下同),全区一般公共预算收入完成47.6亿元"),
    ("a Chinese numeral", "出台《促发展提活力开门红十七条政策措施》"),
    ("an ordinal", "入选第三批省级历史文化街区"),
    ("a figure of the next clause after an ellipsis", "完成投资178亿元……计划投资总额46亿元"),
    ("the figures of two statements mixed", "全区固定资产投资完成261.5亿元,同比增长5.7%"),
    ("figures of another subject", "全区一般公共预算收入完成282.4亿元,同比增长5.7%"),
    ("everything invented", "全区新建停车泊位3000个"),
]

SLIGHT = [
    ("nothing", ""),
    ("white space", " \n　"),
    ("punctuation", "，。……"),
    ("too few words to choose by", "增，1%"),
]


@pytest.mark.parametrize(("name", "quote", "words"), VERBATIM)
def test_verbatim_quotes_lead_to_the_words_of_the_source(name: str, quote: str, words: str | None) -> None:
    source, grounder, _ = seed(name)
    placement = grounder.place(quote)
    assert (placement and source[placement.start : placement.end]) == words
    assert placement is None or placement.exact


@pytest.mark.parametrize(("quote", "words"), [row[1:] for row in WORDS_DIFFER], ids=[row[0] for row in WORDS_DIFFER])
def test_words_may_differ_a_little(quote: str, words: str) -> None:
    source, grounder, _ = seed("zhongyuan-2024-review")
    placement = grounder.place(quote)
    assert placement is not None
    assert source[placement.start : placement.end] == words
    assert placement.exact == (quote == words)


@pytest.mark.parametrize("quote", [row[1] for row in FIGURES_DIFFER], ids=[row[0] for row in FIGURES_DIFFER])
def test_figures_never_differ(quote: str) -> None:
    assert seed("zhongyuan-2024-review").grounder.place(quote) is None


@pytest.mark.parametrize("quote", [row[1] for row in SLIGHT], ids=[row[0] for row in SLIGHT])
def test_a_quote_without_substance_has_no_place(quote: str) -> None:
    assert seed("zhongyuan-2024-review").grounder.place(quote) is None


CUT = [
    # source, a quote that stands in it letter by letter but cuts a figure, whether it is placed
    ("投资13.5亿元", "3.5亿元", False),
    ("投资13.5亿元", "投资13", False),
    ("投资13.5亿元", "投资13.5", False),
    ("投资13.5亿元", "投资13.5亿", True),
    ("提高5个百分点", "提高5个", False),
    ("产值突破5万亿元", "产值突破5万", False),
    ("装机5千瓦", "装机5千", False),
    ("位居第5位", "5位", False),
    ("二十五家企业", "五家企业", False),
    ("唯一一家企业", "一家企业", True),
    ("利润增长-2.3%", "2.3%", False),
    ("增长4.5%—5%", "5%", False),
    ("增速不低于5%", "低于5%", False),
    ("出现负增长3%", "增长3%", False),
    ("用地3亩\n5个项目", "5个项目", True),
    ("投资13.5亿元，引资3.5亿元", "3.5亿元", True),  # where it first stands, it cuts a figure
    ("投资13.5亿元，投资13个", "投资13", True),
    ("13.5亿元，3.5亿元，23.5亿元，3.5亿元", "3.5亿元", True),
    ("——2024年工作", "2024年工作", True),
    ("如下：\n- 2024年工作", "2024年工作", True),
]


@pytest.mark.parametrize(("source", "quote", "placed"), CUT)
def test_a_quote_never_cuts_a_figure(source: str, quote: str, placed: bool) -> None:
    assert quote in source
    assert (report(source).grounder.place(quote) is not None) == placed


FRAMED = "其中：“（全区）完成投资12亿元，建成道路3条”。下一步"


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("：“（全区）完成了投资12亿元，建成道路3条”。", "：“（全区）完成投资12亿元，建成道路3条”。"),
        ("；“（全区）完成了投资12亿元，建成道路3条”，", "“（全区）完成投资12亿元，建成道路3条”"),
        ("（“全区）完成了投资12亿元，建成道路3条。”", "全区）完成投资12亿元，建成道路3条"),
    ],
)
def test_marks_around_words_that_differ_are_placed_too_where_they_are_the_same(quote: str, words: str) -> None:
    placement = report(FRAMED).grounder.place(quote)
    assert placement is not None and not placement.exact
    assert FRAMED[placement.start : placement.end] == words


@pytest.mark.parametrize(("start", "end"), [(2, 0), (3, 1), (4, 2)])
def test_marks_beyond_the_wall_stay_outside(start: int, end: int) -> None:
    wall = (start, FRAMED.index("下") - end)
    placement = report(FRAMED).grounder.place("：“（全区）完成了投资12亿元，建成道路3条”。", within=wall)
    assert placement is not None
    assert (placement.start, placement.end) == wall


@pytest.mark.parametrize(
    ("source", "quote", "placed"),
    [
        # four words or figures are enough to choose by, three are not
        ("工业，增长3", "工业；增长3", True),
        ("业，增长3", "业；增长3", False),
        # a word of two characters may be missing among eight words and figures, not among seven
        ("公共财政增长收入预算额", "公共财政增长预算额", True),
        ("公共财政增长收入预算", "公共财政增长预算", False),
    ],
)
def test_how_few_words_can_choose_a_place(source: str, quote: str, placed: bool) -> None:
    assert (report(source).grounder.place(quote) is not None) == placed


SIMILAR = "城镇居民人均可支配收入增长5.1%，农村居民人均可支配收入增长6.1%。"


def test_a_wrong_digit_does_not_lead_to_a_place_with_other_words() -> None:
    assert report(SIMILAR).grounder.place("城镇居民人均可支配收入增长6.1%") is None


@pytest.mark.parametrize(
    ("other", "placed"),
    [
        ("完成投资15亿元，建成道路3条。", False),  # the quote could be a slip from here
        ("完成投资12亿元，建成道路3条。", False),  # nothing to choose by
        ("完成投资15亿元，建成道路4条。", True),
        ("完成投资额15亿元，建成道路3条。", True),  # other words
    ],
)
def test_words_that_stand_twice_choose_only_where_the_figures_leave_no_doubt(other: str, placed: bool) -> None:
    both = report("完成投资12亿元，建成道路3条。" + other).grounder
    assert (both.place("完成了投资12亿元、建成道路3条") is not None) == placed


INVESTED = "全年累计完成固定资产投资12亿元"


@pytest.mark.parametrize(
    ("other", "placed"),
    [
        ("全年累计完成固定资产工业投资额12亿元", True),  # farther from the quote in its words
        ("全年累计完成固定资产工业投资额13亿元", True),
        ("全年累计完成固定资产投资量12亿元", False),  # as near
        ("全年累计完成固定资产投资超12亿元", False),  # as near: one figure left out would have made the quote
        ("全年累计完成固定资产投资量13亿元", False),  # as near: a slip in one figure would
        ("全年累计完成固定资产投资量13亿美元", True),
    ],
)
def test_of_places_with_like_words_the_nearest_is_chosen_unless_a_slip_leads_to_another(other: str, placed: bool) -> None:
    near = "全年累计完成固定资产投资额12亿元"
    for source in (f"{near}。{other}。", f"{other}。{near}。"):
        placement = report(source).grounder.place(INVESTED)
        assert (placement and source[placement.start : placement.end]) == (near if placed else None)


@pytest.mark.parametrize(("source", "placed"), [("新建道路12条。好，新建公园5个", True), ("新建道路12条。好。新建公园5个", False)])
def test_the_end_of_a_sentence_inside_a_part_is_no_gap(source: str, placed: bool) -> None:
    assert (report(source).grounder.place("新建道路12条。好……新建公园5个") is not None) == placed


@pytest.mark.parametrize(("left_out", "placed"), [(1, True), (400, True), (401, False)])
def test_a_gap_is_of_four_hundred_words_or_figures_at_most(left_out: int, placed: bool) -> None:
    source = f"新建道路12条，{'好' * left_out}，新建公园5个"
    assert (report(source).grounder.place("新建道路12条……新建公园5个") is not None) == placed


@pytest.mark.parametrize(("length", "placed"), [(400, True), (401, False)])
def test_very_long_quotes_may_lose_no_word(length: int, placed: bool) -> None:
    words = "".join(map(chr, range(0x5A00, 0x5A00 + length)))  # 娀, 威, 娂 and what follows: no figure among them
    assert (report(f"{words[:200]}好{words[200:]}").grounder.place(words) is not None) == placed


def test_a_gap_never_reaches_into_the_next_sentence() -> None:
    both = report("全区新建道路12条。全区新建公园5个。").grounder
    assert both.place("新建道路12条……新建公园5个") is None
    assert report("全区新建道路12条，全区新建公园5个。").grounder.place("新建道路12条……新建公园5个") is not None


REPEATED = "一、回顾\n投资增长8%。\n二、展望\n投资增长8%，消费增长9%。\n"
FIRST, SECOND = sorted(standing("投资增长8%", REPEATED))


@pytest.fixture
def repeated() -> Grounder:
    return report(REPEATED).grounder


@pytest.mark.parametrize(
    ("within", "near", "expected", "unique"),
    [
        (None, None, FIRST, False),
        (None, 0, FIRST, False),
        (None, len(REPEATED), SECOND, False),
        (None, SECOND[0] + 1, SECOND, False),
        ((0, FIRST[1]), None, FIRST, True),
        ((FIRST[1], len(REPEATED)), 0, SECOND, True),
        ((FIRST[0], SECOND[1] - 1), SECOND[0], FIRST, True),
    ],
)
def test_context_decides_between_places(
    repeated: Grounder, within: tuple[int, int] | None, near: int | None, expected: tuple[int, int], unique: bool
) -> None:
    placement = repeated.place("投资增长8%", within, near)
    assert placement is not None
    assert (placement.start, placement.end) == expected
    assert placement.unique == unique


@pytest.mark.parametrize("quote", ["消费增长9%", "消费了增长9%", "投资增长8%……消费增长9%"])
def test_nothing_is_placed_beyond_the_wall(repeated: Grounder, quote: str) -> None:
    assert repeated.place(quote) is not None
    assert repeated.place(quote, within=(0, SECOND[1])) is None


def test_all_verbatim_places_are_told_in_text_order(repeated: Grounder) -> None:
    assert [(place.start, place.end) for place in repeated.places("投资增长 8%")] == [FIRST, SECOND]


MONOTONOUS = [
    # what the text repeats, how often, quotes that stand in it whole, and quotes that do not
    ("1", 1_000_000, ["1" * 1_000_000], ["1" * 500_000, "1" * 999_999 + "2"]),
    ("好", 300_000, ["好" * 150_000, "好" * 7], ["好" * 300 + "坏" * 60, "好" * 100_000 + "坏"]),
    ("增长1%，", 40_000, ["增长1%，" * 1_000], ["增长1%，" * 1_000 + "增长2%", "增长1%……增长2%"]),
    ("千瓦", 100_000, ["千瓦" * 50_000], ["千瓦" * 300 + "米"]),
    ("", 0, [], ["增长1%以上"]),
]


@pytest.mark.parametrize(("unit", "times", "whole", "wrong"), MONOTONOUS, ids=["digits", "a word", "a clause", "a unit", "nothing"])
def test_monotonous_texts_are_searched_like_any_other(unit: str, times: int, whole: list[str], wrong: list[str]) -> None:
    grounder = Grounder.of(fold(unit * times))
    assert all(grounder.place(quote) is not None for quote in whole)
    assert [grounder.place(quote) for quote in wrong] == [None] * len(wrong)
