"""Numbers of one indicator in one unit, so that they can stand in one column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.catalogue import catalogue

if TYPE_CHECKING:
    import polars as pl

_SAME_COUNT = (("人", ("人", "名", "位")), ("家", ("家", "户", "所", "个")))
"""Classifiers that count the same: people; and what the catalogue counts by 家, 户 or 所, which some write with 个.

What it counts by 个 is not always what others count by 户: 老旧小区改造 counts neighbourhoods, or the households in them.
"""
_OPEN = "个"


def in_common_units(numbers: pl.DataFrame) -> pl.DataFrame:
    """``numbers`` with ``value``, ``upper`` and ``unit`` in the common unit of their indicator and dimension.

    Common is the unit of the catalogue where any number is written in it, otherwise the one written most often. What cannot be
    converted into it (亿元 and %) is another dimension and keeps a unit of its own.
    """
    import polars as pl

    sized = numbers.join(_catalogue_units(), on="indicator", how="left", maintain_order="left").with_columns(
        dimension=_dimension(),
        base=pl.coalesce("base_value", "value"),
        factor=pl.when(pl.col("value") != 0).then(pl.coalesce("base_value", "value") / pl.col("value")),
    )
    converted = sized.join(_common_units(sized), on=["indicator", "dimension"], how="left", maintain_order="left")
    as_written = pl.col("unit") == pl.coalesce("common_unit", "unit")
    common_factor = pl.col("common_factor")
    return converted.with_columns(
        value=pl.when(as_written).then("value").otherwise(_rounded(pl.col("base") / common_factor)),
        upper=pl.when(as_written).then("upper").otherwise(_rounded(pl.col("upper") * pl.col("factor") / common_factor)),
        unit=pl.coalesce("common_unit", "unit"),
    )


def _catalogue_units() -> pl.DataFrame:
    import polars as pl

    rows = [(entry.id, entry.unit) for entry in catalogue()]
    return pl.DataFrame(rows, schema=["indicator", "catalogue_unit"], orient="row")


def _dimension() -> pl.Expr:
    """What a number is measured in: its base unit, where classifiers that count the same are one."""
    import polars as pl

    dimension = pl.coalesce("base_unit", "unit")
    counter = pl.col("catalogue_unit").str.strip_prefix("万")
    for same, words in _SAME_COUNT:
        counted = counter.is_in([word for word in words if word != _OPEN])
        dimension = pl.when(counted & dimension.is_in(words)).then(pl.lit(same)).otherwise(dimension)
    return dimension


def _common_units(sized: pl.DataFrame) -> pl.DataFrame:
    """One row an indicator and dimension: ``common_unit``, and ``common_factor``, how many base units it holds."""
    import polars as pl

    written = sized.drop_nulls("factor").group_by("indicator", "catalogue_unit", "dimension", "unit")
    return (
        written.agg(pl.len(), pl.col("factor").first())
        .sort(pl.col("unit") == pl.col("catalogue_unit"), "len", "unit", descending=[True, True, False])
        .unique(["indicator", "dimension"], keep="first", maintain_order=True)
        .select("indicator", "dimension", common_unit="unit", common_factor="factor")
    )


def _rounded(number: pl.Expr) -> pl.Expr:
    """Without the last digits, which a division leaves wrong: 2.7, not 2.7000000000000001."""
    return number.round_sig_figs(12)
