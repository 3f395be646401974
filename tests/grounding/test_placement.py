"""How far a place is from where it is expected."""

from __future__ import annotations

import pytest

from extractor.grounding.placement import distance


@pytest.mark.parametrize(
    ("near", "characters"),
    [(0, 5), (3, 2), (5, 0), (6, 0), (8, 0), (9, 1), (12, 4), (None, 0)],
)
def test_the_distance_counts_the_characters_in_between_and_none_inside(near: int | None, characters: int) -> None:
    assert distance(5, 8, near) == characters
