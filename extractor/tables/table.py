"""A table: its columns and a frame that holds them under their names; headings are put on when it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.tables.columns import Column, Headings

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Table:
    """One table, called ``name`` in SQL and ``chinese`` on a sheet with Chinese headings.

    The first ``key_columns`` stay in sight while a reader scrolls; ``addresses`` are the files that links may open.
    """

    name: str
    chinese: str
    columns: tuple[Column, ...]
    frame: pl.DataFrame
    key_columns: int = 0
    addresses: frozenset[str] = frozenset()

    def title(self, headings: Headings) -> str:
        """The table's own name in the language of ``headings``."""
        return self.chinese if headings is Headings.CHINESE else self.name

    def with_headings(self, headings: Headings) -> pl.DataFrame:
        """The frame under the headings of that language."""
        return self.frame.rename({column.name: column.heading(headings) for column in self.columns})
