"""Lines of extracted text: a paragraph is one line, and so is a row of a table, its cells divided by bars.

A row that only lays out prose becomes the lines of that prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

# A cell with more characters than this is prose.
LONGEST_CELL = 200
MOST_COLUMNS = 64
BAR = " | "
# Chinese text indents a paragraph so. Folding takes no indented line for the rest of a sentence: a figure at the end of a row
# never runs into the words of the next.
INDENT = "\u3000\u3000"

Cell = Sequence[str]
_FIGURE = re.compile(r"\d")
_SPACES = re.compile(r"[^\S\u3000]+")


def tidied(text: str) -> str:
    """``text`` on one line, without space around it; indents within it stay, for some sites divide paragraphs by them."""
    return _SPACES.sub(" ", text).strip()


def row_lines(cells: Sequence[Cell]) -> list[str]:
    """Lines for a row whose cells are given as their lines; an empty cell keeps its place, but at the end or beside lone words."""
    texts = [" ".join(lines) for lines in cells]
    while texts and not texts[-1]:
        texts.pop()
    if any(len(text) > LONGEST_CELL for text in texts):
        return [line for lines in cells for line in lines]
    if len(texts) == 1 or (not any(texts[:-1]) and not _FIGURE.search("".join(texts))):
        return [INDENT + line for lines in cells for line in lines]
    return [INDENT + BAR.join(texts)]


def set_off(lines: Iterable[str]) -> Iterator[str]:
    """``lines``, with those that follow a row indented as rows are."""
    after_row = False
    for line in lines:
        row = line.startswith(INDENT)
        yield INDENT + line if after_row and not row else line
        after_row = row


@dataclass(slots=True)
class Grid:
    """Columns of a table whose cells may reach over several columns and rows: a text is given once, at its first place."""

    _covered: dict[int, int] = field(default_factory=dict)

    def place(self, cells: Iterable[tuple[Cell, int, int]]) -> list[Cell]:
        """Cells of the next row in their columns, from the lines, columns and rows of each; covered places are empty."""
        row: list[Cell] = []
        below: dict[int, int] = {}
        for lines, columns, rows in cells:
            while self._covered.get(len(row)):
                row.append(())
            for column in range(len(row), max(len(row) + 1, min(len(row) + columns, MOST_COLUMNS))):
                row.append(lines)
                lines = ()
                if column < MOST_COLUMNS:
                    below[column] = rows
        self._covered = {column: rows - 1 for column, rows in (self._covered | below).items() if rows > 1}
        return row
