"""What the long form states about indicators of whole years: the numbers that a panel can show, the best of a cell first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractor.tables.units import in_common_units
from schemas.indicator import ChangeBasis, Status
from schemas.record import CheckStatus

if TYPE_CHECKING:
    import polars as pl


class Role(NamedTuple):
    """What a number says about an indicator, by the kind of its record and its measure."""

    name: str
    chinese: str
    kind: str
    measure: str


ROLES = (
    Role("target", "目标", "commitment", "target"),
    Role("outcome", "实绩", "indicator", "value"),
    Role("target_change", "目标增长", "commitment", "change"),
    Role("change", "实际增长", "indicator", "change"),
)


# Roles that state a level, which a sentence may follow from one to another; and how far apart its two quotes may stand: a comma.
_LEVELS = ("target", "outcome")
_APART = 1


def about_indicators(numbers: pl.DataFrame) -> pl.DataFrame:
    """The rows of the long form about catalogued indicators, each with its ``role`` and ``role_chinese``."""
    import polars as pl

    roles = pl.DataFrame(ROLES, schema=["role", "role_chinese", "kind", "measure"], orient="row")
    return numbers.drop_nulls("indicator_name").join(roles, on=["kind", "measure"], maintain_order="left")


def statements(about: pl.DataFrame) -> pl.DataFrame:
    """The rows that name a place and one year, best first, with ``place``, ``year``, and the ``column`` each belongs in.

    Values are in the unit of their column; ``heading`` is its Chinese heading. The upper end of a range belongs in
    ``upper_column`` under ``upper_heading``.
    """
    import polars as pl

    english, chinese = ("indicator", "role", "unit"), ("indicator_name", "role_chinese", "unit")
    return _best_first(_reached_first(in_common_units(_of_one_year(about)))).with_columns(
        column=pl.format("{}_{} ({})", *english),
        upper_column=pl.format("{}_{}_to ({})", *english),
        heading=pl.format("{} {}（{}）", *chinese),
        upper_heading=pl.format("{} {}至（{}）", *chinese),
    )


def _of_one_year(about: pl.DataFrame) -> pl.DataFrame:
    """Outcomes of a whole year and targets due within one, of a known place; growth over the year before only."""
    import polars as pl

    whole = pl.col("period").str.contains(r"^\d{4}$") | (pl.col("kind") == "commitment")
    one_year = pl.col("first_year") == pl.col("last_year")
    yearly = pl.col("change_basis").is_null() | (pl.col("change_basis") == ChangeBasis.YEAR_ON_YEAR.value)
    placed = about.with_columns(place=pl.coalesce("region_code", "region"), year="first_year")
    return placed.filter(whole & one_year & yearly & pl.col("place").is_not_null())


def _reached_first(rows: pl.DataFrame) -> pl.DataFrame:
    """Where one sentence leads a figure from level to level (由45微克下降到40微克), the one reached comes first."""
    import polars as pl

    figure = ["source", "place", "year", "indicator", "name", "role", "unit"]
    before, its_end = pl.col("start").shift(1).over(figure), pl.col("end").shift(1).over(figure)
    goes_on = (pl.col("start") >= before) & (pl.col("start") - its_end <= _APART) & pl.col("role").is_in(_LEVELS)
    read = rows.with_columns(
        position=pl.int_range(pl.len()), passage=(~goes_on.fill_null(value=False)).cast(pl.Int64).cum_sum().over(figure)
    )
    opening = pl.col("position").min().over(*figure, "passage")
    return read.sort(opening, "position", descending=[False, True]).drop("position", "passage")


def _best_first(rows: pl.DataFrame) -> pl.DataFrame:
    """The year's own report before others, actual before estimated, confirmed before not; otherwise as read."""
    import polars as pl

    years_own = pl.when(pl.col("kind") == "commitment").then("planned_year").otherwise("reported_year")
    preferences = [
        years_own.eq_missing(pl.col("year")),
        pl.col("status").ne_missing(Status.ESTIMATE.value),
        pl.col("check").is_in([CheckStatus.CONFIRMED.value, CheckStatus.CONVERTED.value]),
    ]
    return rows.sort(preferences, descending=True, maintain_order=True)
