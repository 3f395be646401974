"""The number layer's rules as typed rows, read once from the CSV files beside this module."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from schemas import Bound
from schemas.rows import read_rows


class Unit(NamedTuple):
    """A unit as written, and how it converts: ``value × factor`` counts ``base``."""

    name: str
    base: str
    factor: Decimal


class BoundWord(NamedTuple):
    """A word beside or inside a number that limits it."""

    word: str
    position: Literal["before", "before_bare", "afar", "inside", "after"]
    bound: Bound
    not_after: str


class Exclusion(NamedTuple):
    """A context in which a number is no quantity, and why.

    The pattern ends in front of the number (before), begins with the number (number) or its unit (unit), or follows (after).
    """

    pattern: re.Pattern[str]
    side: Literal["before", "number", "unit", "after"]
    reason: str


MAGNITUDES = {
    "万亿": Decimal(10) ** 12,
    "千亿": Decimal(10) ** 11,
    "百亿": Decimal(10) ** 10,
    "十亿": Decimal(10) ** 9,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
    "百": Decimal(10) ** 2,
}


def _rows(name: str) -> list[dict[str, str]]:
    return read_rows("extractor.numbers", f"data/{name}")


@cache
def units() -> dict[str, Unit]:
    """Units that convert, by their written name."""
    return {row["unit"]: Unit(row["unit"], row["base_unit"], Decimal(row["factor"])) for row in _rows("units.csv")}


@cache
def measure_words() -> dict[str, bool]:
    """Classifiers, and whether a Chinese numeral may count them."""
    return {row["word"]: row["chinese_numeral"] == "yes" for row in _rows("measure_words.csv")}


@cache
def bound_words() -> tuple[BoundWord, ...]:
    """Bound words, longest first, so that 超过 is met before 超."""
    rows = (
        BoundWord(row["word"], row["position"], Bound(row["bound"]), row["not_after"])  # type: ignore[arg-type]
        for row in _rows("bounds.csv")
    )
    return tuple(sorted(rows, key=lambda row: -len(row.word)))


@cache
def exclusions() -> tuple[Exclusion, ...]:
    """Contexts that make a number something else than a quantity."""
    return tuple(
        Exclusion(re.compile(row["pattern"]), row["side"], row["reason"])  # type: ignore[arg-type]
        for row in _rows("exclusions.csv")
    )
