"""Tables written to a file, whole or not at all; the ending of its name says in which format."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extractor.tables.columns import Headings
from extractor.tables.errors import NotWritten, UnknownFormat, installed, require
from extractor.tables.formulas import harmless
from extractor.tables.table import Table
from extractor.tables.workbook import write_workbook

if TYPE_CHECKING:
    import polars as pl

Writer = Callable[[Path, Sequence[Table], Headings], None]


class Format(NamedTuple):
    """What writes a table file, and the library that this takes."""

    write: Writer
    library: str


def write_tables(path: Path, tables: Sequence[Table], headings: Headings = Headings.CHINESE) -> None:
    """Write ``tables`` to ``path``; CSV and Parquet hold one table and get the last.

    An older file is replaced, and only once the new one is complete. Raises :class:`UnknownFormat`, :class:`NotWritten` or
    :class:`MissingLibrary`.
    """
    write = writer_of(path)
    with installed(), _whole(path) as part:
        write(part, tables, headings)


def writer_of(path: Path) -> Writer:
    """What writes files named like ``path``, ready to be used: raises :class:`UnknownFormat` or :class:`MissingLibrary`."""
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        *endings, last = FORMATS
        raise UnknownFormat(f"{path} is the name of no table.", hint=f"Let it end in {', '.join(endings)} or {last}.")
    require("polars")
    require(format_.library)
    return format_.write


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A place to write to; what stands there at the end takes the place of ``path``, and nothing does after an error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".table-") as folder:
            part = Path(folder) / f"table{path.suffix}"
            yield part
            part.replace(path)
    except OSError as error:
        raise NotWritten(f"{path} could not be written: {error.strerror or error}.") from error


def write_csv(path: Path, tables: Sequence[Table], headings: Headings) -> None:
    """UTF-8 with a byte-order mark, by which Excel knows Chinese; text quoted, and an apostrophe before what may be run."""
    import polars as pl

    frame = tables[-1].with_headings(headings).with_columns(harmless(pl.col(pl.String)).name.keep())
    frame.columns = pl.select(harmless(pl.lit(pl.Series(frame.columns)))).to_series().to_list()
    frame.write_csv(path, include_bom=True, quote_style="non_numeric", line_terminator="\r\n")


def write_parquet(path: Path, tables: Sequence[Table], headings: Headings) -> None:
    """Typed columns; text exactly as in the results."""
    _write_parquet(path, tables[-1].with_headings(headings))


def _write_parquet(path: Path, frame: pl.DataFrame) -> None:
    from polars.exceptions import PolarsError

    try:
        frame.write_parquet(path)
    except PolarsError as error:  # wraps what the disk has to say
        raise OSError(str(error)) from error


def write_duckdb(path: Path, tables: Sequence[Table], headings: Headings) -> None:
    """One typed table of the database for each; its name is English, so that queries are the same under any headings."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        passage = Path(folder) / "passage.parquet"
        try:
            with duckdb.connect(path) as database:
                for table in tables:
                    _write_parquet(passage, table.with_headings(headings))
                    database.read_parquet(str(passage)).create(table.name)
        except duckdb.Error as error:
            raise OSError(str(error)) from error


FORMATS = {
    ".csv": Format(write_csv, "polars"),
    ".xlsx": Format(write_workbook, "xlsxwriter"),
    ".parquet": Format(write_parquet, "polars"),
    ".duckdb": Format(write_duckdb, "duckdb"),
}
