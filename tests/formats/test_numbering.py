"""Ways in which Word writes the number of a paragraph."""

from __future__ import annotations

import pytest

from extractor.documents.formats.numbering import chinese, circled, letters, roman

WRITTEN = [
    # way, number, text
    (chinese, 1, "一"), (chinese, 10, "十"), (chinese, 11, "十一"), (chinese, 20, "二十"), (chinese, 99, "九十九"),
    (chinese, 100, "一〇〇"), (chinese, 0, "〇"),
    (letters, 1, "a"), (letters, 26, "z"), (letters, 27, "aa"),
    (roman, 4, "iv"), (roman, 9, "ix"), (roman, 48, "xlviii"), (roman, 0, ""),
    (circled, 1, "①"), (circled, 20, "⑳"), (circled, 21, "21"), (circled, 0, "0"),
]  # fmt: skip


@pytest.mark.parametrize(("way", "number", "text"), WRITTEN)
def test_a_number_is_written(way, number: int, text: str) -> None:  # type: ignore[no-untyped-def]
    assert way(number) == text
