"""Which figures are held against each other, and how far apart they may be: records made by hand, one misfit or none."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.reconciliation.arithmetic import misfits
from schemas import Check, CheckStatus, Comparison, Evidence, Indicator, Project, Quantity, ReadBy, Timeframe
from schemas.record import Record

UNCHECKED = Check(status=CheckStatus.NO_NUMBERS, read_by=ReadBy.RULES)


def amount(value: float, unit: str, base_value: float | None = None, base_unit: str | None = None) -> Quantity:
    raw = f"{value}{unit}"
    return Quantity(value=value, unit=unit, raw=raw, start=0, end=len(raw), base_value=base_value, base_unit=base_unit)


def money(hundred_millions: float) -> Quantity:
    return amount(hundred_millions, "亿元", hundred_millions * 1e8, "元")


def at(quote: str, start: int) -> Evidence:
    return Evidence(quote=quote, start=start, end=start + len(quote))


def indicator(quote: str, value: Quantity | None, start: int = 0, **fields: Any) -> Indicator:
    return Indicator(id="-", evidence=at(quote, start), value=value, check=UNCHECKED, **{"name": "某指标", **fields})


def project(quote: str = "项目", start: int = 0, **fields: Any) -> Project:
    evidence = at(quote, start)
    return Project(id="-", name="某项目", timeframe=Timeframe.DONE, evidence=evidence, check=UNCHECKED, **fields)


def told(*records: Record) -> dict[int, str]:
    """What is said, by index of the record it is said of."""
    issues = misfits(records)
    assert all(issue.code == "arithmetic_misfit" for each in issues.values() for issue in each)
    return {index: "".join(issue.message for issue in each) for index, each in issues.items()}


PERCENT, POINTS = "%", "个百分点"


@pytest.mark.parametrize(
    ("change", "value", "theirs", "difference", "fits"),
    [
        (amount(9, PERCENT), None, amount(5.1, PERCENT), amount(3.9, POINTS), True),
        (amount(9, PERCENT), None, amount(5.1, PERCENT), amount(3.9, "百分点"), True),
        (amount(9, PERCENT), None, amount(5.1, PERCENT), amount(4.9, "百分点"), False),
        # what rounding may explain: half a unit in the last place of each figure, 0.05 + 0.05 + 0.5 here
        (amount(9.1, PERCENT), None, amount(5.5, PERCENT), amount(3, POINTS), True),
        (amount(9.2, PERCENT), None, amount(5.5, PERCENT), amount(3, POINTS), False),
        (amount(9.1, PERCENT), None, amount(6.7, PERCENT), amount(3, POINTS), True),
        (amount(9.1, PERCENT), None, amount(6.8, PERCENT), amount(3, POINTS), False),
        (amount(9.26, PERCENT), None, amount(5.1, PERCENT), amount(4.1, POINTS), True),
        (amount(9.31, PERCENT), None, amount(5.1, PERCENT), amount(4.1, POINTS), False),
        # the figure of the same unit is the one that is compared
        (amount(2, PERCENT), amount(60, "岁"), amount(55, "岁"), amount(5, POINTS), True),
        (None, amount(60, PERCENT), amount(55, PERCENT), amount(5, POINTS), True),
        (None, amount(60, PERCENT), amount(55, PERCENT), amount(9, POINTS), False),
        (amount(3, "倍"), amount(60, PERCENT), amount(55, PERCENT), amount(9, POINTS), False),
        # nothing to compare: no figure of the same unit, or a difference that is no difference in points
        (amount(3, "倍"), money(9), amount(55, PERCENT), amount(9, POINTS), True),
        (amount(9, PERCENT), None, amount(5.1, PERCENT), amount(3, "倍"), True),
    ],
)
def test_a_figure_less_theirs_is_the_difference(
    change: Quantity | None, value: Quantity | None, theirs: Quantity, difference: Quantity, fits: bool
) -> None:
    comparison = Comparison(reference="全市", value=theirs, difference=difference)
    assert (told(indicator("句", value, change=change, comparison=comparison)) == {}) is fits


@pytest.mark.parametrize(("completed", "fits"), [(19.9, True), (20, True), (20.1, False), (29, False)])
def test_what_is_completed_is_at_most_twice_the_whole(completed: float, fits: bool) -> None:
    assert (told(project(investment=money(10), completed_investment=money(completed))) == {}) is fits


WHOLE = "完成投资15亿元，"
PARTS = [
    # words of the part, its number, the whole, whether they fit
    ("其中技改投资16亿元", money(16), money(15), False),
    ("（其中，技改投资16亿元", money(16), money(15), False),
    ("，其中技改投资16亿元", money(16), money(15), False),
    ("( 其中技改投资16亿元", money(16), money(15), False),
    ("其中技改投资15亿元", money(15), money(15), True),
    ("技改投资16亿元", money(16), money(15), True),  # not said to be a part
    ("其中技改投资占116%", amount(116, PERCENT), amount(100, PERCENT), True),  # a share of it, no part
    ("其中技改投资90000万元", amount(90_000, "万元", 9e8, "元"), money(15), True),
    ("其中技改投资150000万元", amount(150_000, "万元", 1.5e9, "元"), money(15), True),
    ("其中技改投资900000万元", amount(900_000, "万元", 9e9, "元"), money(15), False),
    ("其中小巨人企业16家", amount(16, "家"), amount(15, "家"), False),
    ("其中小巨人企业14家", amount(14, "家"), amount(15, "家"), True),
    ("其中员工16名", amount(16, "名"), amount(15, "家"), True),  # units that cannot be compared
    ("其中耕地16亩", amount(16, "亩", 10_666.7, "m²"), amount(15, "人", 15, "人"), True),
    ("其中耕地16亩", amount(16, "亩", 10_666.7, "m²"), amount(15, "块"), True),
    ("其中耕地16块", amount(16, "块"), amount(15, "亩", 10_000, "m²"), True),
]


@pytest.mark.parametrize(("words", "part", "whole", "fits"), PARTS)
def test_a_part_is_no_more_than_the_whole(words: str, part: Quantity, whole: Quantity, fits: bool) -> None:
    said = told(indicator(WHOLE, whole), indicator(words, part, len(WHOLE)))
    assert set(said) == (set() if fits else {1})


def test_a_part_of_another_year_may_be_more() -> None:
    records = [indicator(WHOLE, money(15), period="2023"), indicator("其中技改16亿元", money(16), len(WHOLE), period="2022")]
    assert told(*records) == {}
    assert set(told(records[0], records[1].model_copy(update={"period": "2023"}))) == {1}


@pytest.mark.parametrize(
    ("start", "near"),
    [
        (len(WHOLE), True),
        (len(WHOLE) + 60, True),
        (len(WHOLE) + 61, False),
        (0, True),
        (len(WHOLE) - 1, True),
        (len(WHOLE) + 9, True),
    ],
)
def test_a_part_stands_near_its_whole(start: int, near: bool) -> None:
    assert bool(told(indicator(WHOLE, money(15)), indicator("其中16亿元", money(16), start))) is near


def test_what_stands_before_the_whole_is_no_part_of_it() -> None:
    """Records are in text order; one whose evidence begins earlier all the same is another sentence."""
    assert told(indicator(WHOLE, money(15), 100), indicator("其中16亿元", money(16), 40)) == {}


def test_a_part_is_held_against_the_four_records_before_it() -> None:
    others = [indicator("又", amount(1, "件"), len(WHOLE)) for _ in range(4)]
    part = indicator("其中16亿元", money(16), len(WHOLE))
    assert set(told(indicator(WHOLE, money(15)), *others[:3], part)) == {4}
    assert told(indicator(WHOLE, money(15)), *others, part) == {}


FROM = "地方财政收入由100亿元"
GROWTHS = [
    # words, level before, level after, growth, whether they fit
    ("增长到150亿元，增长50%", money(100), money(150), amount(50, PERCENT), True),
    ("增长到150亿元，增长51%", money(100), money(150), amount(51, PERCENT), True),  # a point is rounding
    ("增长到150亿元，增长52%", money(100), money(150), amount(52, PERCENT), False),
    ("增长到150亿元，增长48%", money(100), money(150), amount(48, PERCENT), False),
    ("提高到150亿元，增长60%", money(100), money(150), amount(60, PERCENT), False),
    ("扩大到250亿元，增长150%", money(100), money(250), amount(150, PERCENT), True),
    ("上升到90亿元，下降10%", money(100), money(90), amount(-10, PERCENT), True),
    ("增长到150亿元，增长1.5倍", money(100), money(150), amount(1.5, "倍"), True),  # no percentage
    ("增长到150亿元，增长60%", money(0), money(150), amount(60, PERCENT), True),  # from nothing no rate follows
    ("增长到150亿元，增长60%", amount(100, "万元", 1e6, "元"), money(150), amount(60, PERCENT), True),
    (
        "达到150亿元，同比增长60%",
        money(100),
        money(150),
        amount(60, PERCENT),
        True,
    ),  # over a year, not the level before
]


@pytest.mark.parametrize(("words", "before", "after", "growth", "fits"), GROWTHS)
def test_growth_follows_from_two_levels(words: str, before: Quantity, after: Quantity, growth: Quantity, fits: bool) -> None:
    said = told(indicator(FROM, before), indicator(words, after, len(FROM), change=growth))
    assert set(said) == (set() if fits else {1})


def test_the_growth_that_follows_is_told() -> None:
    said = told(indicator(FROM, money(100)), indicator("增长到150亿元", money(150), len(FROM), change=amount(60, PERCENT)))
    assert "50.0%" in said[1]


def test_levels_of_two_subjects_make_no_growth() -> None:
    later = indicator("增长到150亿元", money(150), len(FROM), change=amount(60, PERCENT), name="别的指标")
    assert told(indicator(FROM, money(100)), later) == {}


BUILT = "计划总投资200亿元，完成投资150亿元，"


@pytest.mark.parametrize(
    ("rate", "name", "total", "completed", "fits"),
    [
        (amount(75, PERCENT), "投资完成率", money(200), money(150), True),
        (amount(76, PERCENT), "投资完成率", money(200), money(150), True),
        (amount(74, PERCENT), "投资完成率", money(200), money(150), True),
        (amount(77, PERCENT), "投资完成率", money(200), money(150), False),
        (amount(73, PERCENT), "投资完成率", money(200), money(150), False),
        (amount(100.5, PERCENT), "投资完成率", money(200), money(201), True),
        (amount(77, PERCENT), "投资增速", money(200), money(150), True),  # another rate
        (amount(77, "个"), "投资完成率", money(200), money(150), True),  # no rate
        (amount(77, PERCENT), "投资完成率", None, money(150), True),
        (amount(77, PERCENT), "投资完成率", money(200), None, True),
        (amount(77, PERCENT), "投资完成率", money(0), money(150), True),
        (amount(77, PERCENT), "投资完成率", amount(200, "项"), money(150), True),
        (amount(77, PERCENT), "投资完成率", money(200), amount(150, "项"), True),
    ],
)
def test_a_completion_rate_follows_from_its_project(
    rate: Quantity, name: str, total: Quantity | None, completed: Quantity | None, fits: bool
) -> None:
    built = project(BUILT, investment=total, completed_investment=completed)
    said = told(built, indicator("完成率为", rate, len(BUILT), name=name))
    assert set(said) == (set() if fits else {1})


def test_the_rate_that_follows_is_told() -> None:
    built = project(BUILT, investment=money(200), completed_investment=money(150))
    assert "75.0%" in told(built, indicator("完成率为", amount(80, PERCENT), len(BUILT), name="投资完成率"))[1]
    assert told(built, indicator("完成率为", amount(80, PERCENT), len(BUILT) + 500, name="投资完成率")) == {}
