"""The workbook as a spreadsheet program finds it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from extractor.tables import Headings, Table, TooManyRows, number_table, panel, workbook, write_tables
from extractor.tables.columns import number_columns
from schemas import Evidence, Result
from tests.tables.made import commitment, indicator, quantity, result

NAMES = [column.name for column in number_columns()]
CHINESE = [column.chinese for column in number_columns()]


def opened(path: Path, *tables: Table, headings: Headings = Headings.CHINESE) -> openpyxl.Workbook:
    write_tables(path, tables, headings)
    return openpyxl.load_workbook(path)


def sheet_of(path: Path, made: Result, address: str | None = None) -> Worksheet:
    return opened(path, number_table([(made, address)])).worksheets[0]


def cell(sheet: Worksheet, name: str, row: int = 2) -> Cell:
    return sheet.cell(row, NAMES.index(name) + 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "table.xlsx"


def test_sheets_have_frozen_headings_and_filters(path: Path, seed_result: Result) -> None:
    numbers = number_table([(seed_result, None)])
    made = panel(numbers).table
    long, wide, explanation = opened(path, numbers, made).worksheets
    assert [sheet.title for sheet in (long, wide, explanation)] == ["数字", "面板", "列的说明"]
    assert (long.freeze_panes, wide.freeze_panes) == ("A2", "E2")
    assert [each.value for each in long[1]] == CHINESE
    assert [each.value for each in wide[1]] == made.with_headings(Headings.CHINESE).columns
    for sheet, table in ((long, numbers), (wide, made)):
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.max_row == table.frame.height + 1
        assert all(heading.font.bold for heading in sheet[1])


def test_every_cell_holds_the_value_of_the_table(path: Path, seed_result: Result) -> None:
    numbers = number_table([(seed_result, None)])
    sheet = opened(path, numbers, headings=Headings.ENGLISH).worksheets[0]
    for name, cells in zip(NAMES, sheet.iter_cols(min_row=2, values_only=True), strict=True):
        expected = numbers.frame[name].to_list()
        if name == "base_value":  # a workbook holds 16 digits
            expected = [value and pytest.approx(value, rel=1e-15) for value in expected]
        assert list(cells) == expected, name


def test_english_headings(path: Path) -> None:
    made = opened(path, number_table([]), headings=Headings.ENGLISH)
    assert made.sheetnames == ["numbers", "columns"]
    assert [each.value for each in made.worksheets[0][1]] == NAMES


FORMATS = [(8.1, "#,##0.0###"), (-2.3, "#,##0.0###"), (7.0, "#,##0"), (83_060_000_000.0, "#,##0")]


@pytest.mark.parametrize(("value", "expected"), FORMATS)
def test_numbers_are_numbers_and_easy_to_read(path: Path, value: float, expected: str) -> None:
    sheet = sheet_of(path, result(indicator(change=quantity(value))))
    assert (cell(sheet, "value").value, cell(sheet, "value").data_type) == (value, "n")
    assert cell(sheet, "value").number_format == expected
    assert (cell(sheet, "last_year").value, cell(sheet, "last_year").number_format) == (2023, "0")


def test_widths_are_those_of_the_columns(path: Path) -> None:
    sheet = sheet_of(path, result())
    groups = sheet.column_dimensions.values()
    widths = {place: group.width for group in groups for place in range(group.min, group.max + 1)}
    assert [int(widths[place]) for place in range(1, len(NAMES) + 1)] == [column.width for column in number_columns()]


FORMULAS = ["=1+1", '=HYPERLINK("http://host/","x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", " =1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_may_be_run_is_text_and_stays_text(path: Path, text: str) -> None:
    made = result(
        indicator(
            name=text, region=text, canonical=None, change=quantity(8, raw=text), evidence=Evidence(quote=text, start=0, end=9)
        ),
        source=text,
        title=text,
    )
    sheet = sheet_of(path, made)
    for name in ("name", "region", "raw", "evidence", "source", "title"):
        found = cell(sheet, name)
        assert found.data_type in ("s", "inlineStr"), name
        assert found.quotePrefix, name
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("text", ["https://host/x", "mailto:a@b.c", "internal:Sheet1!A1", "file:///etc/passwd", "{=1}"])
def test_text_that_looks_like_a_link_is_text(path: Path, text: str) -> None:
    sheet = sheet_of(path, result(indicator(name=text, canonical=None, change=quantity(8)), source=text))
    assert (cell(sheet, "name").value, cell(sheet, "name").hyperlink) == (text, None)
    assert [cell(sheet, name).hyperlink for name in ("source", "link")] == [None, None]


def test_digits_in_text_stay_text(path: Path) -> None:
    sheet = sheet_of(path, result(indicator(change=quantity(8))))
    assert (cell(sheet, "region_code").value, cell(sheet, "period").value) == ("410100", "2023")


LINKS = [
    ("../reports/report.txt", r"..\reports\report.txt", "report.txt#char=0,4"),
    ("report.txt", "report.txt", "report.txt#char=0,4"),
    ("a b#1%/报告[1].txt", r"a%20b%231%25\报告%5B1%5D.txt", "报告[1].txt#char=0,4"),
]


@pytest.mark.parametrize(("address", "target", "shown"), LINKS)
def test_a_link_opens_the_text_of_the_report(path: Path, address: str, target: str, shown: str) -> None:
    link = cell(sheet_of(path, result(indicator(change=quantity(8))), address), "link")
    assert link.hyperlink.target == target
    assert link.value == shown
    assert link.font.underline


def test_without_the_text_there_is_no_link(path: Path) -> None:
    link = cell(sheet_of(path, result(indicator(change=quantity(8)))), "link")
    assert (link.value, link.hyperlink) == ("report.txt#char=0,4", None)


def test_links_beyond_what_a_sheet_holds_are_text(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_LINKS", 2)
    sheet = sheet_of(path, result(*[indicator(change=quantity(8))] * 3), "report.txt")
    assert [cell(sheet, "link", row).hyperlink is not None for row in (2, 3, 4)] == [True, True, False]
    assert cell(sheet, "link", 4).value == "report.txt#char=0,4"


def test_rows_beyond_what_a_sheet_holds_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 2)
    with pytest.raises(TooManyRows, match="holds 2 rows, and these results give 3"):
        sheet_of(path, result(*[indicator(change=quantity(8))] * 3))
    assert not path.exists()


@pytest.mark.parametrize(("quote", "kept"), [("长" * 40_000, 32_766), ("𠀀" * 40_000, 16_383), ("长" + "𠀀" * 39_999, 16_383)])
def test_text_beyond_what_a_cell_holds_is_cut_between_characters(path: Path, quote: str, kept: int) -> None:
    sheet = sheet_of(path, result(indicator(change=quantity(8), evidence=Evidence(quote=quote, start=0, end=40_000))))
    assert cell(sheet, "evidence").value == quote[:kept] + "…"
    assert cell(sheet, "end").value == 40_000


def test_text_that_just_fits_is_whole(path: Path) -> None:
    quote = "长" * 32_767
    sheet = sheet_of(path, result(indicator(change=quantity(8), evidence=Evidence(quote=quote, start=0, end=32_767))))
    assert cell(sheet, "evidence").value == quote


def test_control_characters_do_not_break_the_file(path: Path) -> None:
    sheet = sheet_of(path, result(indicator(name="增\x00长\x1f\ufffe率", canonical=None, change=quantity(8))))
    assert re.sub(r"_x\w{4}_", "", cell(sheet, "name").value) == "增长率"


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_what_is_no_number_is_text(path: Path, value: float) -> None:
    sheet = sheet_of(path, result(indicator(value=quantity(1, "个").model_copy(update={"value": value}))))
    assert cell(sheet, "value").value == str(value)


def test_the_columns_are_explained(path: Path) -> None:
    explanation = opened(path, number_table([])).worksheets[-1]
    rows = {row[0]: row for row in explanation.iter_rows(min_row=2, values_only=True)}
    assert list(rows) == NAMES
    assert rows["bound"][1] == "限定"
    assert "at_least 不少于" in rows["bound"][4]


def test_the_panel_is_written_with_its_numbers(path: Path) -> None:
    made = number_table([(result(indicator(change=quantity(8.1)), commitment(change=quantity(7))), None)])
    rows = list(opened(path, made, panel(made).table)["面板"].iter_rows(values_only=True))
    assert rows == [
        ("地区", "地区代码", "层级", "年份", "另有说法", "地区生产总值 目标增长（%）", "地区生产总值 实际增长（%）"),
        ("郑州市", "410100", "city", 2023, None, None, 8.1),
        ("郑州市", "410100", "city", 2024, None, 7, None),
    ]
