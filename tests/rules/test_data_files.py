"""The grammar's word lists: whole rows, no word twice for one use, and an example that shows the word."""

from __future__ import annotations

import csv
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

TABLES = [
    *sorted(Path(str(files("extractor.readers.rules").joinpath("data"))).glob("*.csv")),
    Path(str(files("extractor.outline").joinpath("data", "heading_words.csv"))),
]
PATTERNS = {"qualitative", "not_projects", "change_bases"}


def rows(table: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def words(table: Path) -> list[str]:
    """The first column: the word or pattern that a row is about."""
    return [next(iter(row.values())) for row in rows(table)]


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_row_has_the_columns_of_the_header(table: Path) -> None:
    assert [row for row in rows(table) if None in row or None in row.values()] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_no_word_stands_twice_for_one_use(table: Path) -> None:
    uses = Counter((word, row.get("use")) for word, row in zip(words(table), rows(table), strict=True))
    assert [word for word, times in uses.items() if times > 1] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_an_example_shows_its_word(table: Path) -> None:
    patterns = [word if table.stem in PATTERNS else re.escape(word) for word in words(table)]
    hidden = [row for pattern, row in zip(patterns, rows(table), strict=True) if not re.search(pattern, row["example"])]
    assert hidden == []
