"""Each row of the number layer's data files brings an example: the row must be true of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from importlib.resources import files

import pytest

from extractor.api import find_numbers
from extractor.numbers import tables
from extractor.numbers.tables import MAGNITUDES
from schemas import Quantity


def rows(name: str) -> list[dict[str, str]]:
    text = files("extractor.numbers").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def by(column: str) -> Callable[[dict[str, str]], str]:
    return lambda row: f"{row[column]}·{row['example']}"


def counted_out(quantity: Quantity, unit: str) -> float | None:
    """The value in ``unit``, with 万, 亿 and their like counted out; None where the quantity is in another unit."""
    written, _, _ = quantity.unit.partition("/")
    if written == unit:
        return quantity.value
    factor = MAGNITUDES.get(written.removesuffix(unit)) if written.endswith(unit) else None
    return None if factor is None else quantity.value * float(factor)


@pytest.mark.parametrize("name", ["units.csv", "measure_words.csv", "bounds.csv", "exclusions.csv"])
def test_every_row_has_the_columns_of_the_header(name: str) -> None:
    assert [row for row in rows(name) if None in row or None in row.values()] == []


def test_every_row_reaches_the_reader_and_none_hides_another() -> None:
    """Read afresh from the installed package, past what was read before."""
    units, words = tables.units.__wrapped__(), tables.measure_words.__wrapped__()
    assert [(unit.name, unit.base, str(unit.factor)) for unit in units.values()] == [
        (row["unit"], row["base_unit"], row["factor"]) for row in rows("units.csv")
    ]
    assert list(units) == [row["unit"] for row in rows("units.csv")]
    assert list(words.items()) == [(row["word"], row["chinese_numeral"] == "yes") for row in rows("measure_words.csv")]
    bounds, exclusions = tables.bound_words.__wrapped__(), tables.exclusions.__wrapped__()
    assert {(row.word, row.position, row.bound.value, row.not_after) for row in bounds} == {
        (row["word"], row["position"], row["bound"], row["not_after"]) for row in rows("bounds.csv")
    }
    assert [(row.pattern.pattern, row.side, row.reason) for row in exclusions] == [
        (row["pattern"], row["side"], row["reason"]) for row in rows("exclusions.csv")
    ]


@pytest.mark.parametrize("row", rows("units.csv"), ids=by("unit"))
def test_a_unit_converts_as_its_row_says(row: dict[str, str]) -> None:
    last = find_numbers(row["example"])[-1]
    value = counted_out(last, row["unit"])
    assert value is not None, last.unit
    assert (last.base_unit or "").partition("/")[0] == row["base_unit"]
    assert last.base_value == pytest.approx(value * float(row["factor"]))


@pytest.mark.parametrize("row", rows("measure_words.csv"), ids=by("word"))
def test_a_measure_word_is_counted(row: dict[str, str]) -> None:
    assert any(counted_out(quantity, row["word"]) for quantity in find_numbers(row["example"]))


@pytest.mark.parametrize("row", rows("measure_words.csv"), ids=by("word"))
def test_chinese_numerals_count_it_where_the_row_says_so(row: dict[str, str]) -> None:
    chinese = re.sub(r"\d+(?:\.\d+)?[万千百]?", "三十", row["example"])
    units = [quantity.unit for quantity in find_numbers(chinese)]
    assert (row["word"] in units) == (row["chinese_numeral"] == "yes"), chinese


@pytest.mark.parametrize("row", rows("bounds.csv"), ids=by("word"))
def test_a_word_bounds_the_number_and_is_quoted_with_it(row: dict[str, str]) -> None:
    (quantity,) = find_numbers(row["example"])
    assert quantity.bound.value == row["bound"]
    assert (row["word"] in quantity.raw) is (row["position"] != "afar")  # a limit beyond the whole of a share is not quoted


def bounding_neighbours() -> list[tuple[str, str]]:
    """A bound word and a character after which it is part of another word: 约 after 签."""
    words = {row["word"] for row in rows("bounds.csv")}
    return [(row["word"], before) for row in rows("bounds.csv") for before in row["not_after"] if before + row["word"] not in words]


@pytest.mark.parametrize(("word", "before"), bounding_neighbours())
def test_a_word_that_ends_in_a_bound_word_bounds_nothing(word: str, before: str) -> None:
    assert [quantity.bound.value for quantity in find_numbers(f"{before}{word}66家")] == ["exact"]


@pytest.mark.parametrize("row", rows("exclusions.csv"), ids=by("reason"))
def test_an_excluded_number_is_no_quantity(row: dict[str, str]) -> None:
    measured = [quantity.raw for quantity in find_numbers(row["example"]) if quantity.unit != "%"]
    assert measured == []
    assert re.search(re.sub(r"[$]|(?<!\[)\^", "", row["pattern"]), row["example"]), "the example shows another rule"
