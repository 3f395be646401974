"""The long form of real results: every number once, and each where its evidence says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from extractor.documents import read_document
from extractor.tables import Headings, MissingLibrary, number_table, to_pandas, to_polars
from extractor.tables.columns import number_columns
from schemas import Result
from schemas.quantities import quantities
from tests.tables.made import CITY, indicator, quantity, result

NAMES = [column.name for column in number_columns()]


def test_every_number_of_a_report_is_one_row(seed_result: Result) -> None:
    frame = to_polars(seed_result)
    numbers = [(record, each) for record in seed_result.records for _, each in quantities(record)]
    assert frame.height == len(numbers) > 50
    assert frame["value"].to_list() == [each.value for _, each in numbers]
    assert frame["unit"].to_list() == [each.unit for _, each in numbers]
    assert frame["base_value"].to_list() == [each.base_value for _, each in numbers]
    assert frame["bound"].to_list() == [each.bound for _, each in numbers]
    assert frame["raw"].to_list() == [each.raw for _, each in numbers]
    assert frame["record"].to_list() == [record.id for record, _ in numbers]
    assert frame["region_code"].to_list() == [seed_result.report.region.code] * len(numbers)


def test_the_place_of_the_evidence_can_be_followed(seed: Path, seed_result: Result) -> None:
    text = read_document(seed).text
    for row in to_polars(seed_result).iter_rows(named=True):
        assert text[row["start"] : row["end"]] == row["evidence"]
        assert row["link"] == f"{seed.name}#char={row['start']},{row['end']}"


def test_columns_are_typed_also_where_they_are_empty() -> None:
    types = dict(to_polars([]).schema)
    assert list(types) == NAMES
    assert (types["region"], types["value"], types["first_year"], types["page"]) == (pl.String, pl.Float64, pl.Int64, pl.Int64)
    assert types == dict(to_polars(result(indicator(change=quantity(8)), region=None)).schema)


def test_several_results_follow_each_other() -> None:
    results = (result(indicator(change=quantity(number)), source=f"{number}.txt") for number in (8, 7, 9))
    frame = to_polars(results)
    assert frame.select("source", "value").rows() == [("8.txt", 8.0), ("7.txt", 7.0), ("9.txt", 9.0)]


@pytest.mark.parametrize(
    ("headings", "expected"), [("zh", ["地区", "数值"]), ("en", ["region", "value"]), (None, ["region", "value"])]
)
def test_headings(headings: str | None, expected: list[str]) -> None:
    made = result(indicator(change=quantity(8)))
    frame = to_polars(made, headings) if headings else to_polars(made)
    assert [frame.columns[0], frame.columns[NAMES.index("value")]] == expected
    assert frame.row(0)[0] == "郑州市"


def test_pandas_holds_the_same(seed_result: Result) -> None:
    pandas = pytest.importorskip("pandas")
    frame = to_pandas(seed_result)
    assert list(frame.columns) == NAMES
    for name, column in to_polars(seed_result).to_dict(as_series=False).items():
        assert [None if pandas.isna(value) else value for value in frame[name]] == column, name
    assert [str(frame[name].dtype) for name in ("region", "value", "first_year")] == ["string", "float64", "Int64"]
    assert list(to_pandas(seed_result, "zh").columns) == [column.heading(Headings.CHINESE) for column in number_columns()]


def test_pandas_without_any_row() -> None:
    pytest.importorskip("pandas")
    assert [str(to_pandas([])[name].dtype) for name in ("region", "value", "first_year")] == ["string", "float64", "Int64"]


def test_without_pandas_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingLibrary) as caught:
        to_pandas([])
    assert str(caught.value) == 'Tables need pandas, which is not installed. Run: pip install "pandas".'


def test_the_table_knows_the_addresses_that_links_may_open() -> None:
    made = result(indicator(change=quantity(8)), region=CITY)
    table = number_table([(made, "a/report.txt"), (made, None)])
    assert table.addresses == {"a/report.txt"}
    assert table.frame["link"].to_list() == ["a/report.txt#char=0,4", "report.txt#char=0,4"]


def test_a_result_gives_its_own_frames(seed_result: Result) -> None:
    assert seed_result.to_polars().equals(to_polars(seed_result))
    assert seed_result.to_polars("zh").columns == [column.chinese for column in number_columns()]
    assert seed_result.to_pandas().equals(to_pandas(seed_result))


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_a_result_says_which_library_its_frame_lacks(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingLibrary, match=f"need {library}, which is not installed"):
        getattr(result(), f"to_{library}")()


def test_results_load_no_table_library() -> None:
    code = "import sys, extractor; extractor.Result; print(*sorted({'polars', 'pandas', 'extractor.tables'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == []
