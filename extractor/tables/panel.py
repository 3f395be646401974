"""The wide form: one row a region and year, one column an indicator, role and unit; targets beside outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.tables.columns import Column, number_columns
from extractor.tables.statements import ROLES, about_indicators, statements
from extractor.tables.table import Table
from schemas.catalogue import catalogue

if TYPE_CHECKING:
    import polars as pl

_PLACE = ("region", "region_code", "level")
_OTHERS = Column(name="other_statements", chinese="另有说法", type="text", width=24)


@dataclass(frozen=True, slots=True)
class Panel:
    """The table; ``shown`` of the ``offered`` numbers about catalogued indicators stand in it."""

    table: Table
    shown: int
    offered: int


def panel(numbers: Table) -> Panel:
    """The catalogued indicators of the long form ``numbers`` by region and year.

    A cell holds a number about one whole year of a known place, in the unit of its column. Where several are stated the best
    stands in the cell (see :mod:`extractor.tables.statements`), and ``other_statements`` says the others.
    """
    about = about_indicators(numbers.frame)
    stated = statements(about)
    chosen = stated.unique(["place", "year", "column"], keep="first", maintain_order=True)
    columns = (*_key_columns(), _OTHERS, *_value_columns(chosen))
    rows = _places(stated).join(_cells(chosen), on="place").join(_others(stated), on=["place", "year"], how="left")
    frame = rows.sort("place", "year").select(column.name for column in columns)
    return Panel(Table("panel", "面板", columns, frame, key_columns=4), len(chosen), len(about))


def _places(stated: pl.DataFrame) -> pl.DataFrame:
    """Each place once, under the fullest of its names: 郑州市中原区 rather than 中原区."""
    import polars as pl

    fullest = stated.sort(pl.col("region").str.len_chars(), "region", descending=[True, False])
    return fullest.unique("place", keep="first", maintain_order=True).select("place", *_PLACE)


def _cells(chosen: pl.DataFrame) -> pl.DataFrame:
    """One row a place and year; the upper end of a range stands in a column of its own."""
    import polars as pl

    upper = chosen.drop_nulls("upper").with_columns(value="upper", column="upper_column")
    tall = pl.concat(frame.select("place", "year", "column", "value") for frame in (chosen, upper))
    return tall.pivot(on="column", index=["place", "year"], values="value")


def _others(stated: pl.DataFrame) -> pl.DataFrame:
    """For each place and year, the numbers that differ from the one shown, under the heading of their column."""
    import polars as pl

    number = pl.col("value").cast(pl.String).str.strip_suffix(".0")
    upper = pl.col("upper").cast(pl.String).str.strip_suffix(".0")
    said = stated.with_columns(number=pl.concat_str(number, upper, separator="–", ignore_nulls=True))
    different = said.group_by("place", "year", "heading", maintain_order=True).agg(
        pl.col("number").unique(maintain_order=True).slice(1)
    )
    lines = different.filter(pl.col("number").list.len() > 0).with_columns(
        line=pl.format("{}：{}", "heading", pl.col("number").list.join("、"))
    )
    return lines.group_by("place", "year").agg(pl.col("line").sort().str.join("；").alias(_OTHERS.name))


def _key_columns() -> tuple[Column, ...]:
    columns = {column.name: column for column in number_columns()}
    year = columns["first_year"].model_copy(update={"name": "year", "chinese": "年份"})
    return (*(columns[name] for name in _PLACE), year)


def _value_columns(chosen: pl.DataFrame) -> list[Column]:
    """Indicators in the order of the catalogue, roles in that of ``ROLES``, the upper end of ranges after the lower one."""
    import polars as pl

    indicators = {entry.id: place for place, entry in enumerate(catalogue())}
    roles = {role.name: place for place, role in enumerate(ROLES)}
    distinct = chosen.sort(pl.col("upper").is_null()).unique("column", keep="first", maintain_order=True)
    rows = sorted(distinct.to_dicts(), key=lambda row: (indicators[row["indicator"]], roles[row["role"]], row["unit"]))
    columns = []
    for row in rows:
        columns.append(_value_column(row["column"], row["heading"]))
        if row["upper"] is not None:
            columns.append(_value_column(row["upper_column"], row["upper_heading"]))
    return columns


def _value_column(name: str, chinese: str) -> Column:
    return Column(name=name, chinese=chinese, type="number", width=24)
