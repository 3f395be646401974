"""The case tables: short texts from real reports, with every quantity in them as a person reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.api import find_numbers
from schemas import Quantity

TABLES = sorted(Path(__file__).parent.glob("cases_*.jsonl"))
FEWEST_CASES = 800


def rows(table: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]


def in_words(value: float, upper: float | None, unit: str, bound: str, raw: str) -> str:
    return f"{bound} {value:g}{'' if upper is None else f'..{upper:g}'} {unit} ({raw})"


def expected(row: dict[str, Any]) -> list[str]:
    return [in_words(cell["value"], cell["upper"], cell["unit"], cell["bound"], cell["raw"]) for cell in row["quantities"]]


def found(quantities: list[Quantity]) -> list[str]:
    return [in_words(item.value, item.upper, item.unit, item.bound.value, item.raw) for item in quantities]


def misread(table: Path) -> Iterator[str]:
    for line, row in enumerate(rows(table), start=1):
        should, did = expected(row), found(find_numbers(row["text"]))
        if should != did:
            missed = [f"  missed  {item}" for item in should if item not in did]
            invented = [f"  wrong   {item}" for item in did if item not in should]
            yield "\n".join([f"{table.name}:{line} {row['text']}", *missed, *invented])


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_quantity_is_read_as_a_person_reads_it(table: Path) -> None:
    wrong = list(misread(table))
    assert not wrong, f"{len(wrong)} of {len(rows(table))} texts misread:\n" + "\n".join(wrong)


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_place_holds_the_words_as_written(table: Path) -> None:
    for row in rows(table):
        after = 0
        for quantity in find_numbers(row["text"]):
            assert row["text"][quantity.start : quantity.end] == quantity.raw, row["text"]
            assert quantity.start >= after, row["text"]
            after = quantity.end


def test_the_tables_are_long_enough_to_mean_something() -> None:
    texts = [row["text"] for table in TABLES for row in rows(table)]
    assert len(set(texts)) >= FEWEST_CASES
