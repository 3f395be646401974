"""The file of columns: whole, unique, and true to the schemas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import pytest

from extractor.tables.columns import Headings, number_columns
from extractor.tables.rows import number_rows
from schemas import Bound, ChangeBasis, CheckStatus, Level, Modality, ReadBy, Stage, Status, Timeframe
from schemas.quantities import quantities
from tests.tables.made import commitment, indicator, project, quantity, result

COLUMNS = {column.name: column for column in number_columns()}

CODES: list[tuple[str, Iterable[str]]] = [
    ("level", Level),
    ("timeframe", Timeframe),
    ("kind", ("indicator", "project", "commitment")),
    ("bound", Bound),
    ("change_basis", ChangeBasis),
    ("status", Status),
    ("modality", get_args(Modality)),
    ("stage", Stage),
    ("check", CheckStatus),
    ("read_by", ReadBy),
]


@pytest.mark.parametrize(("name", "codes"), CODES, ids=[name for name, _ in CODES])
def test_every_code_that_may_stand_in_a_column_is_explained(name: str, codes: Iterable[str]) -> None:
    explained = [value.split(" ")[0] for value in COLUMNS[name].values.split(" · ")]
    assert sorted(explained) == sorted(str(code) for code in codes)


def test_the_measures_explained_are_those_that_records_have() -> None:
    some = quantity(1)
    comparison = {"reference": "全市", "value": some, "difference": some}
    records = [
        indicator(value=some, change=some, comparison=comparison),
        project(count=some, investment=some, completed_investment=some, scale=(some,)),
        commitment(target=some, change=some),
    ]
    measures = {field.split(".0")[0] for record in records for field, _ in quantities(record)}
    assert {value.split(" ")[0] for value in COLUMNS["measure"].values.split(" · ")} == measures


@pytest.mark.parametrize("headings", Headings)
def test_no_two_columns_have_the_same_heading(headings: Headings) -> None:
    shown = [column.heading(headings) for column in number_columns()]
    assert len(set(shown)) == len(shown)
    assert all(shown)


def test_rows_fill_every_column_and_no_other() -> None:
    some = quantity(1)
    rows = number_rows(result(indicator(change=some), project(count=some), commitment(target=some)))
    assert {name for row in rows for name in row} == set(COLUMNS)


def test_examples_are_of_the_type_of_their_column() -> None:
    for column in number_columns():
        if column.type == "number":
            float(column.example)
        elif column.type in ("year", "whole"):
            int(column.example)
        assert column.example, column.name
