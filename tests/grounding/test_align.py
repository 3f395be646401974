"""Seed and extend, held against a full table of edit costs."""

from __future__ import annotations

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


def test_a_pattern_too_common_to_be_looked_at_everywhere_is_refused() -> None:
    text = "甲" * 10_000
    assert matches("甲甲", text, 0, len(text), 0) == []
