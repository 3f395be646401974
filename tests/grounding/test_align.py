"""Seed and extend, held against a full table of edit costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.grounding.align import matches

LETTERS = st.text("甲乙丙", max_size=30)


def cheapest(pattern: str, text: str) -> int:
    """Brute force: fewest characters missing or added, over all places of the text."""
    costs = [0] * (len(text) + 1)
    for read, wanted in enumerate(pattern, 1):
        row = [read]
        for position, letter in enumerate(text, 1):
            step = min(row[-1], costs[position]) + 1
            row.append(min(step, costs[position - 1]) if letter == wanted else step)
        costs = row
    return min(costs)


def common_length(one: str, other: str) -> int:
    """Length of the longest common subsequence."""
    lengths = [0] * (len(other) + 1)
    for letter in one:
        row = [0]
        for index, same in enumerate(other, 1):
            row.append(lengths[index - 1] + 1 if letter == same else max(row[-1], lengths[index]))
        lengths = row
    return lengths[-1]


@given(pattern=st.text("甲乙丙", min_size=6, max_size=14), text=LETTERS, limit=st.integers(0, 5))
def test_the_cheapest_place_is_found_within_the_limit(pattern: str, text: str, limit: int) -> None:
    found = matches(pattern, text, 0, len(text), limit)
    least = cheapest(pattern, text)
    assert (found[0].cost if found else None) == (least if least <= limit else None)


@given(pattern=st.text("甲乙丙", min_size=6, max_size=14), text=LETTERS, limit=st.integers(0, 5))
def test_no_match_costs_less_than_it_should(pattern: str, text: str, limit: int) -> None:
    for match in matches(pattern, text, 0, len(text), limit):
        place = text[match.start : match.end]
        assert match.cost >= len(pattern) + len(place) - 2 * common_length(pattern, place)


@given(pattern=st.text("甲乙丙", min_size=6, max_size=10), text=LETTERS, start=st.integers(0, 10), end=st.integers(10, 30))
def test_no_match_leaves_the_range(pattern: str, text: str, start: int, end: int) -> None:
    end = min(end, len(text))
    assert all(start <= match.start <= match.end <= end for match in matches(pattern, text, start, end, 2))


ALTERED = [
    # text, the places of 甲乙丙丁戊己庚辛 with at most one character missing or added
    ("甲乙丙丁戊己庚辛", [(0, 0, 8)]),
    ("子甲乙丙丁戊己庚辛子", [(0, 1, 9)]),
    ("甲乙丙子丁戊己庚辛", [(1, 0, 9)]),
    ("甲乙丙丁戊子己庚辛", [(1, 0, 9)]),
    ("子乙丙丁戊己庚辛", [(1, 1, 8)]),
    ("甲丙丁戊己庚辛", [(1, 0, 7)]),
    ("甲乙丙丁戊己辛", [(1, 0, 7)]),
    ("甲乙丙丁戊己庚", [(1, 0, 7)]),
    ("甲乙丙子戊己庚辛", []),  # one changed is one missing and one added
    ("甲子乙丙丁戊己子庚辛", []),
    ("乙丙丁戊己庚辛甲乙丙子丁戊己庚辛甲乙丙丁戊己庚辛", [(0, 16, 24), (1, 0, 7), (1, 7, 16)]),
]


@pytest.mark.parametrize(("text", "places"), ALTERED)
def test_all_places_within_the_limit_the_cheapest_first(text: str, places: list[tuple[int, int, int]]) -> None:
    assert matches("甲乙丙丁戊己庚辛", text, 0, len(text), 1) == places


def test_places_may_overlap() -> None:
    assert matches("甲甲", "乙甲甲甲", 0, 4, 0) == [(0, 1, 3), (0, 2, 4)]


@pytest.mark.parametrize(("times", "found"), [(400, 400), (401, 0), (10_000, 0)])
def test_a_pattern_too_common_to_be_looked_at_everywhere_is_refused(times: int, found: int) -> None:
    assert len(matches("甲乙", "甲乙" * times, 0, 2 * times, 0)) == found
