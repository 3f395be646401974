"""Many quotes of one chunk, each helping to place the others."""

from __future__ import annotations

import random

import pytest

from tests.grounding.reports import report

TEXT = "投资增长8%。消费增长8%。出口下降3%。投资增长8%。进口下降3%。投资增长8%。"

CASES = [
    # name, quotes, the source offset at which each must be placed
    ("alone in one place each", ["消费增长8%", "进口下降3%"], [7, 28]),
    ("the first of several, without any hint", ["投资增长8%"], [0]),
    ("between its neighbours", ["出口下降3%", "投资增长8%", "进口下降3%"], [14, 21, 28]),
    ("after its neighbour", ["进口下降3%", "投资增长8%"], [28, 35]),
    ("before its neighbour", ["投资增长8%", "消费增长8%"], [0, 7]),
    ("next before its neighbour", ["投资增长8%", "进口下降3%"], [21, 28]),
    ("next before its neighbour, touching it", ["投资增长8%。", "进口下降3%"], [21, 28]),
    ("before its neighbour, though it stands nearer after it", ["投资增长8%", "出口下降3%"], [0, 14]),
    ("before the next one that is placed", ["投资增长8%", "出口下降4%", "进口下降3%"], [21, None, 28]),
    ("each its own place", ["投资增长8%", "投资增长8%", "投资增长8%"], [0, 21, 35]),
    ("more quotes than places", ["消费增长8%", "消费增长8%"], [7, 7]),
    ("places that others hold are left to them", ["投资增长8%。消费增长8%", "投资增长8%"], [0, 21]),
    ("a subset", ["消费增长8%", "投资增长8%", "投资增长8%"], [7, 21, 35]),
    ("one without a place harms no other", ["出口下降3%", "出口下降4%", "投资增长8%"], [14, None, 21]),
    ("none", [], []),
]


@pytest.mark.parametrize(("quotes", "starts"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_quotes_are_placed_by_the_company_they_keep(quotes: list[str], starts: list[int | None]) -> None:
    places = report(TEXT).grounder.place_all(quotes)
    assert [place and place.start for place in places] == starts


def test_all_planted_quotes_come_back_in_any_order() -> None:
    clauses = [f"{subject}增长{rate}%" for subject in ("投资", "消费", "出口") for rate in range(1, 9)]
    chance = random.Random(7)
    planted = chance.choices(clauses, k=60)
    grounder = report("，".join(planted)).grounder
    starts = [sum(len(clause) + 1 for clause in planted[:index]) for index in range(len(planted))]
    assert [place and place.start for place in grounder.place_all(planted)] == starts
    chance.shuffle(planted)
    assert sorted(place.start for place in grounder.place_all(planted) if place) == starts


def test_the_wall_holds_for_all_quotes() -> None:
    places = report(TEXT).grounder.place_all(["投资增长8%", "消费增长8%", "进口下降3%"], within=(7, 28))
    assert [place and place.start for place in places] == [21, 7, None]
