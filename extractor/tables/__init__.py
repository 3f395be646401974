"""Results as tables: Polars and pandas frames, and CSV, Excel, Parquet and DuckDB files.

>>> from extractor import extract
>>> from extractor.tables import to_polars
>>> to_polars(extract("seeds/zhongyuan-2024-plan.txt")).columns[:3]
['region', 'region_code', 'level']
"""

from extractor.tables.columns import Headings
from extractor.tables.errors import (
    MissingLibrary,
    NoResult,
    NotWritten,
    TooManyRows,
    UnknownFormat,
    UnknownIndicator,
)
from extractor.tables.indicators import indicator_ids, only_indicators
from extractor.tables.load import read_result, read_results
from extractor.tables.long import Located, number_table, to_pandas, to_polars
from extractor.tables.panel import Panel, panel
from extractor.tables.sources import Sources, relative_address
from extractor.tables.table import Table
from extractor.tables.write import write_tables, writer_of

__all__ = [
    "Headings",
    "Located",
    "MissingLibrary",
    "NoResult",
    "NotWritten",
    "Panel",
    "Sources",
    "Table",
    "TooManyRows",
    "UnknownFormat",
    "UnknownIndicator",
    "indicator_ids",
    "number_table",
    "only_indicators",
    "panel",
    "read_result",
    "read_results",
    "relative_address",
    "to_pandas",
    "to_polars",
    "write_tables",
    "writer_of",
]
