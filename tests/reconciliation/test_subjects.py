"""Whose number it is: names of the rules around it, and how like them the model's is."""

from __future__ import annotations

import pytest

from extractor.reconciliation.subjects import Subjects
from schemas import Indicator
from tests.reconciliation.test_merge import number, record


def series(*names: str) -> list[Indicator]:
    """One record a name, each with one number, ten places apart."""
    return [record(Indicator, name, 10 * at, value=number(10 * at)) for at, name in enumerate(names)]


def doubted(rules: list[Indicator], name: str, at: int) -> list[str]:
    """What is said of the number of ``rules[at]`` in a record called ``name``."""
    claim = record(Indicator, name, 10 * at, value=number(10 * at))
    (issues,) = Subjects(rules).doubts([claim])
    assert all(issue.code == "subject_differs" for issue in issues)
    return [issue.message for issue in issues]


OTHERS = ["粮食产量", "公路里程", "床位数", "绿地面积", "专利数"]


@pytest.mark.parametrize(("apart", "found"), [(1, True), (4, True), (5, False)])
@pytest.mark.parametrize("turn", [1, -1])
def test_only_the_nearest_neighbours_may_bear_the_name(apart: int, found: bool, turn: int) -> None:
    names = ["税收收入", *OTHERS[: apart - 1], "生产总值"]
    rules = series(*names[::turn], "城镇人口") if turn == 1 else series("城镇人口", *names[::turn])
    at = [rule.name for rule in rules].index("税收收入")
    assert bool(doubted(rules, "生产总值", at)) is found


def test_the_last_record_of_a_report_may_bear_the_name_too() -> None:
    assert doubted(series("税收收入", "生产总值"), "生产总值", 0)


def test_a_doubt_names_the_number_its_owner_and_the_neighbour() -> None:
    (said,) = doubted(series("税收收入", "生产总值"), "生产总值", 0)
    assert said.startswith("5家 规则读作“税收收入”的数")
    assert "邻近的“生产总值”" in said


@pytest.mark.parametrize(
    ("own", "neighbour", "name", "doubt"),
    [
        ("税收收入", "生产总值", "税收收入", False),
        ("税收收入", "生产总值", "床位", False),  # like neither
        ("工业投资", "工业投资额", "工业投资额", True),  # the neighbour's name to the letter, however like it the own one is
        ("工业投资", "工业投资总额", "工业投资额", False),  # like both, and not clearly more like the neighbour's
        ("工业投资完成", "工业用电总量", "工业用电", True),
        ("管网", "城市地下管廊", "城市地下管网", False),  # the own name and more, however like the neighbour's
        ("管网", "城市地下管网", "城市地下管网", True),
        ("甲", "乙", "乙", True),  # names of one letter
        ("甲", "乙", "甲", False),
        ("税收收入", "生产总值", "生产 “总值”", True),  # marks and spaces do not count
        ("“生产”“总值”", "生产总值", "生产总值", False),
        ("粮食产量", "位", "床位", False),  # a letter in common is no likeness
        ("税收收入", "生产总值增速", "总值", True),  # 1 pair of 1 and 5: a third
        ("税收收入", "全社会固定资产投资总额", "总额增长与去年持平", False),  # 1 pair of 8 and 10: less than a quarter
        ("税收收入", "总量值", "总值量", False),  # the same letters in another order are another name
    ],
)
def test_a_name_is_a_neighbours_where_it_is_clearly_more_like_it(own: str, neighbour: str, name: str, doubt: bool) -> None:
    assert bool(doubted(series(own, neighbour), name, 0)) is doubt


@pytest.mark.parametrize(("filling", "doubt"), [("", True), ("额", False)])
def test_a_quarter_of_the_pairs_is_the_least(filling: str, doubt: bool) -> None:
    """One pair in common of 4 and 4 is a quarter; of 4 and 5 it is less."""
    assert bool(doubted(series("税收收入", f"工业甲乙丙{filling}"), "丁戊己工业", 0)) is doubt


@pytest.mark.parametrize(("own", "doubt"), [("工业产甲乙丙丁戊", True), ("工业产甲乙丙丁", False)])
def test_a_neighbour_is_half_as_much_again_more_like_the_name(own: str, doubt: bool) -> None:
    """The name has 5 pairs and shares 2 of the neighbour's 3: 1/2. Of the own name's 7 it shares 2: 1/3; of 6, a little more."""
    assert bool(doubted(series(own, "增速量己"), "工业产增速量", 0)) is doubt


def test_a_number_the_rules_do_not_know_is_nobodys() -> None:
    claim = record(Indicator, "生产总值", value=number(999))
    assert Subjects(series("税收收入", "生产总值")).doubts([claim]) == [[]]


def test_who_holds_the_number_that_was_exchanged_is_doubted_unless_its_name_is_as_like() -> None:
    rules = series("税收收入", "生产总值")
    taker = record(Indicator, "生产总值", value=number(0))
    for name, doubts in (("市场规模", 1), ("生产总值", 0)):
        holder = record(Indicator, name, 10, value=number(10))
        assert [len(issues) for issues in Subjects(rules).doubts([taker, holder])] == [1, doubts]
