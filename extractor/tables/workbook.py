"""Tables as an Excel workbook: a sheet each, frozen headings, filters, number formats, links to the evidence."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from extractor.tables.columns import Column, Headings
from extractor.tables.errors import TooManyRows
from extractor.tables.formulas import may_run
from extractor.tables.rows import SPAN
from extractor.tables.table import Table

MAX_ROWS = 1_048_575
"""Rows of a sheet below its headings."""
MAX_LINKS = 65_530
"""Links of a sheet; those beyond are text."""
MAX_CHARACTERS = 32_767
"""UTF-16 units of a cell."""

_HEADING_HEIGHT = 36
_HEADING = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
_FORMATS: dict[str, dict[str, Any]] = {
    "text heading": {**_HEADING, "indent": 1},
    "number heading": {**_HEADING, "align": "right"},
    "text": {"indent": 1},
    "quoted": {"indent": 1, "quote_prefix": True},  # stays text also when somebody edits the cell
    "link": {"indent": 1, "font_color": "#0563C1", "underline": 1},
    "year": {"num_format": "0"},
    "whole": {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.0###"},
}

_ESCAPES = {ord(character): f"%{ord(character):02X}" for character in ' "#%<>[]^`{}'}


def write_workbook(path: Path, tables: Sequence[Table], headings: Headings) -> None:
    """Write ``tables`` a sheet each, and last the meaning of the columns of the first.

    Text is written as text, never as a formula; a link opens a file only if the table knows it.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    for table in tables:
        if table.frame.height > MAX_ROWS:
            raise TooManyRows(
                f"A sheet of a workbook holds {MAX_ROWS:,} rows, and these results give {table.frame.height:,}.",
                hint="Write .parquet or .duckdb, or choose fewer indicators.",
            )
    content = BytesIO()  # compressed; a file that cannot be finished would complain a second time
    try:
        # Not a context manager: after an error in a row that would finish the broken sheets and hide the error behind another.
        workbook = xlsxwriter.Workbook(content, {"constant_memory": True, "tmpdir": str(path.parent)})
        formats = {name: workbook.add_format(format_) for name, format_ in _FORMATS.items()}
        for table in (*tables, _explanation(tables[0].columns)):
            _Sheet(workbook.add_worksheet(table.title(headings)), formats, table).fill(headings)
        workbook.close()
    except xlsxwriter.exceptions.XlsxWriterException as error:  # wraps what the disk has to say
        raise OSError(str(error)) from error
    path.write_bytes(content.getbuffer())


class _Sheet:
    """One sheet, filled row by row."""

    def __init__(self, sheet: Any, formats: dict[str, Any], table: Table) -> None:
        self._sheet = sheet
        self._formats = formats
        self._table = table
        self._links = 0
        self._writers: dict[str, Callable[[int, int, Any], None]] = {
            "text": self._text,
            "link": self._link,
            "number": self._number,
            "year": self._year,
            "whole": self._whole,
        }

    def fill(self, headings: Headings) -> None:
        """Headings, then the rows of the table."""
        columns = self._table.columns
        self._sheet.freeze_panes(1, self._table.key_columns)
        self._sheet.autofilter(0, 0, self._table.frame.height, len(columns) - 1)
        self._sheet.set_row(0, _HEADING_HEIGHT)
        for place, column in enumerate(columns):
            style = "text heading" if column.type in ("text", "link") else "number heading"
            self._sheet.set_column(place, place, column.width)
            self._sheet.write_string(0, place, column.heading(headings), self._formats[style])
        writers = [self._writers[column.type] for column in columns]
        for row, values in enumerate(self._table.frame.select(column.name for column in columns).iter_rows(), start=1):
            for place, (write, value) in enumerate(zip(writers, values, strict=True)):
                if value is not None:
                    write(row, place, value)

    def _text(self, row: int, place: int, text: str) -> None:
        style = "quoted" if may_run(text) else "text"
        self._sheet.write_string(row, place, _cut(text), self._formats[style])

    def _link(self, row: int, place: int, link: str) -> None:
        address = link.rpartition(SPAN)[0]
        if address not in self._table.addresses or self._links >= MAX_LINKS:
            self._text(row, place, link)
            return
        self._links += 1
        shown = PurePosixPath(link).name
        self._sheet.write_url(row, place, f"external:{address.translate(_ESCAPES)}", self._formats["link"], _cut(shown))

    def _number(self, row: int, place: int, number: float) -> None:
        if math.isfinite(number):
            self._sheet.write_number(row, place, number, self._formats["whole" if number.is_integer() else "decimal"])
        else:
            self._text(row, place, str(number))

    def _whole(self, row: int, place: int, number: int) -> None:
        self._sheet.write_number(row, place, number, self._formats["whole"])

    def _year(self, row: int, place: int, year: int) -> None:
        self._sheet.write_number(row, place, year, self._formats["year"])


def _cut(text: str) -> str:
    """``text``, or as much of it as a cell holds and an ellipsis."""
    if len(text) <= MAX_CHARACTERS // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_CHARACTERS:
        return text
    return units[: 2 * (MAX_CHARACTERS - 1)].decode("utf-16-le", errors="ignore") + "…"


def _explanation(columns: tuple[Column, ...]) -> Table:
    """A table of the columns: both headings, type, an example, the values that may stand there."""
    import polars as pl

    fields = (
        Column(name="name", chinese="英文列名", type="text", width=18),
        Column(name="chinese", chinese="中文列名", type="text", width=16),
        Column(name="type", chinese="类型", type="text", width=10),
        Column(name="example", chinese="例", type="text", width=50),
        Column(name="values", chinese="取值", type="text", width=110),
    )
    rows = [column.model_dump(include={field.name for field in fields}) for column in columns]
    return Table("columns", "列的说明", fields, pl.DataFrame(rows))
