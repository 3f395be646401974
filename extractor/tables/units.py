"""Numbers of one indicator in one unit, so that they can stand in one column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.catalogue import catalogue

if TYPE_CHECKING:
    import polars as pl

_SAME_COUNT = {"名": "人", "位": "人", "家": "个", "户": "个", "所": "个"}
"""Classifiers that count the same things: 市场主体 are counted by 家, 户 and 个."""


def in_common_units(numbers: pl.DataFrame) -> pl.DataFrame:
    """``numbers`` with ``value``, ``upper`` and ``unit`` in the common unit of their indicator and dimension.

    Common is the unit of the catalogue where any number is written in it, otherwise the one written most often. What cannot be
    converted into it (亿元 and %) is another dimension and keeps a unit of its own.
    """
    import polars as pl

    sized = numbers.with_columns(
        dimension=pl.coalesce("base_unit", "unit").replace(_SAME_COUNT),
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


def _common_units(sized: pl.DataFrame) -> pl.DataFrame:
    """One row an indicator and dimension: ``common_unit``, and ``common_factor``, how many base units it holds."""
    import polars as pl

    catalogued = pl.DataFrame(
        [(entry.id, entry.unit) for entry in catalogue()], schema=["indicator", "catalogue_unit"], orient="row"
    )
    written = sized.drop_nulls("factor").group_by("indicator", "dimension", "unit").agg(pl.len(), pl.col("factor").first())
    return (
        written.join(catalogued, on="indicator", how="left")
        .sort(pl.col("unit") == pl.col("catalogue_unit"), "len", "unit", descending=[True, True, False])
        .unique(["indicator", "dimension"], keep="first", maintain_order=True)
        .select("indicator", "dimension", common_unit="unit", common_factor="factor")
    )


def _rounded(number: pl.Expr) -> pl.Expr:
    """Without the last digits, which a division leaves wrong: 2.7, not 2.7000000000000001."""
    return number.round_sig_figs(12)
