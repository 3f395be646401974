"""The columns of the long form, one a line of ``columns.csv``: name, Chinese heading, type, width, example, possible values."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Literal

from schemas.quantity import Frozen
from schemas.rows import read_rows

if TYPE_CHECKING:
    import polars as pl


class Headings(StrEnum):
    """Language of the headings; the English ones are the names of the columns in Python and SQL."""

    CHINESE = "zh"
    ENGLISH = "en"


class Column(Frozen):
    """One column: ``width`` in characters, ``values`` the codes that may stand in it with their Chinese meaning."""

    name: str
    chinese: str
    type: Literal["text", "link", "number", "year", "whole"]
    width: int
    example: str = ""
    values: str = ""

    def heading(self, headings: Headings) -> str:
        """What stands above the column."""
        return self.chinese if headings is Headings.CHINESE else self.name


@cache
def number_columns() -> tuple[Column, ...]:
    """The columns of the long form, in order."""
    return tuple(Column.model_validate(row) for row in read_rows("extractor.tables", "columns.csv"))


def polars_schema(columns: tuple[Column, ...]) -> dict[str, pl.DataType]:
    """Polars types of ``columns``, by name."""
    import polars as pl

    types = {"text": pl.String(), "link": pl.String(), "number": pl.Float64(), "year": pl.Int64(), "whole": pl.Int64()}
    return {column.name: types[column.type] for column in columns}
