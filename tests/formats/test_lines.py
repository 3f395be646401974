"""Rows become lines whose figures stay in their cells, also after folding."""

from __future__ import annotations

import pytest

from extractor.api import find_numbers
from extractor.documents import fold
from extractor.documents.formats.lines import INDENT, LONGEST_CELL, MOST_COLUMNS, Grid, row_lines, set_off, tidied

LONG = "增" * (LONGEST_CELL + 1)
ROWS = [
    # cells, lines without their indent
    ([["就业"], ["2.7"]], ["就业 | 2.7"]),
    ([["就业"], [], ["2.7"]], ["就业 |  | 2.7"]),
    ([[], ["2.7"], ["3"], []], [" | 2.7 | 3"]),
    ([["城镇", "就业"], ["2.7"]], ["城镇 就业 | 2.7"]),
    ([["单位：亿元"], [], []], ["单位：亿元"]),
    ([[], [], ["单位：亿元"]], ["单位：亿元"]),
    ([[], ["5"]], [" | 5"]),
    ([["上半年", "合计"], []], ["上半年", "合计"]),
    ([[], []], []),
    ([], []),
]


@pytest.mark.parametrize(("cells", "expected"), ROWS)
def test_a_row_of_short_cells_is_one_indented_line(cells: list[list[str]], expected: list[str]) -> None:
    assert row_lines(cells) == [INDENT + line for line in expected]


def test_a_row_of_prose_is_the_lines_of_its_cells() -> None:
    assert row_lines([["说明"], [LONG, "就业。"]]) == ["说明", LONG, "就业。"]


GRIDS = [
    # rows of (text, columns, rows), texts by place
    ([[("a", 1, 1), ("b", 1, 1)]], [["a", "b"]]),
    ([[("a", 2, 1), ("b", 1, 1)]], [["a", "", "b"]]),
    ([[("a", 1, 2), ("b", 1, 1)], [("c", 1, 1)]], [["a", "b"], ["", "c"]]),
    ([[("a", 1, 1), ("b", 1, 3)], [("c", 1, 1)], [("d", 1, 1), ("e", 1, 1)]], [["a", "b"], ["c"], ["d", "", "e"]]),
    ([[("a", 2, 2), ("b", 1, 1)], [("c", 1, 1)], [("d", 1, 1)]], [["a", "", "b"], ["", "", "c"], ["d"]]),
]


@pytest.mark.parametrize(("rows", "expected"), GRIDS)
def test_cells_stand_under_their_headings(rows: list[list[tuple[str, int, int]]], expected: list[list[str]]) -> None:
    grid = Grid()
    placed = [grid.place(((text,), columns, height) for text, columns, height in row) for row in rows]
    assert [["".join(cell) for cell in row] for row in placed] == expected


def test_a_grid_stays_narrow_however_far_its_cells_reach() -> None:
    grid = Grid()
    rows = [grid.place([((str(number),), 999, 999)]) for number in range(100)]
    assert [[text for cell in row for text in cell] for row in rows] == [[str(number)] for number in range(100)]
    assert max(map(len, rows)) <= MOST_COLUMNS + 1


JOINED_BY_WORDS = [
    # lines of a table and after it that read on like sentences, and the quantities they hold
    ([[["房地产"], ["5.7"]], [["批发和零售"], ["189.3"]]], "", []),
    ([[["牛羊"], ["5.3"]], [["家禽（万只"], ["1914"]]], "公共预算收入140.3亿元。", ["140.3亿元"]),
    ([[["指标" * 40], ["12"]], [["个体户"], ["3"]]], "人均收入2万元。", ["2万元"]),
]


@pytest.mark.parametrize(("rows", "after", "expected"), JOINED_BY_WORDS)
def test_a_figure_never_runs_into_the_next_line(rows: list[list[list[str]]], after: str, expected: list[str]) -> None:
    lines = [line for row in rows for line in row_lines(row)]
    text = "\n".join(set_off(["前面一句。", *lines, after]))
    assert len(fold(text).text.split("\n")) == len(["前面一句。", *lines, after])
    assert [quantity.raw for quantity in find_numbers(text)] == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" 增长\n\t8% ", "增长 8%"),
        ("\u3000\u3000增长8%\xa0", "增长8%"),
        ("一。\u3000\u3000二。", "一。\u3000\u3000二。"),
        (" \n ", ""),
    ],
)
def test_space_is_tidied_but_indents_within_stay(text: str, line: str) -> None:
    assert tidied(text) == line
