"""The long form: every number of every result in one table, as a Polars or pandas frame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor.tables.columns import Headings, number_columns, polars_schema
from extractor.tables.errors import require
from extractor.tables.rows import number_rows
from extractor.tables.table import Table
from schemas.result import Result

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]
    import polars as pl

Located = tuple[Result, str | None]
"""A result and where the text of its report can be opened, if that is known."""

_PANDAS_TYPES = {"text": "string", "link": "string", "number": "float64", "year": "Int64", "whole": "Int64"}


def to_polars(results: Result | Iterable[Result], headings: Headings | str = Headings.ENGLISH) -> pl.DataFrame:
    """One row a number of ``results``, in their order; the columns are those of ``columns.csv``."""
    return _number_table(results).with_headings(Headings(headings))


def to_pandas(results: Result | Iterable[Result], headings: Headings | str = Headings.ENGLISH) -> pd.DataFrame:
    """The same as a pandas frame with nullable types; pandas must be installed."""
    require("polars")
    require("pandas", "pandas")
    import pandas as pd

    table = _number_table(results)
    plain = pd.DataFrame(table.frame.to_dict(as_series=False))
    typed = plain.astype({column.name: _PANDAS_TYPES[column.type] for column in table.columns})
    return typed.rename(columns={column.name: column.heading(Headings(headings)) for column in table.columns})


def number_table(results: Iterable[Located]) -> Table:
    """The long form of ``results``; each is let go before the next one is taken."""
    require("polars")
    import polars as pl

    columns = number_columns()
    schema = polars_schema(columns)
    frames = [pl.DataFrame(schema=schema)]
    addresses = set()
    for result, address in results:
        frames.append(pl.DataFrame(list(number_rows(result, address)), schema=schema))
        addresses.add(address)
    return Table("numbers", "数字", columns, pl.concat(frames), addresses=frozenset(filter(None, addresses)))


def _number_table(results: Result | Iterable[Result]) -> Table:
    several = [results] if isinstance(results, Result) else results
    return number_table((result, None) for result in several)
