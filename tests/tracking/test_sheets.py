"""Tables for CSV and Excel."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import openpyxl
import pytest

from extractor.tables import write_tables
from extractor.tracking import Tracking, track
from extractor.tracking.sheets import sheets
from tests.tables.made import commitment, quantity
from tests.tracking.test_accounts import plan, review, told
from tests.tracking.zhongyuan import tracking


def _csv(path: Path, made: Tracking) -> list[dict[str, str]]:
    write_tables(path, sheets(made))
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_a_row_of_the_csv_holds_both_evidences_and_the_sum(tmp_path: Path) -> None:
    rows = _csv(tmp_path / "t.csv", tracking())
    assert len(rows) == len(tracking().promises)
    (row,) = [row for row in rows if row["承诺"] == "新增养老床位"]
    assert (row["结论"], row["目标"], row["结果数字"], float(row["差"]), row["差的单位"]) == (
        "exceeded",
        "≥100张",
        "536张",
        436,
        "张",
    )
    assert (row["承诺原文"], row["结果原文"]) == ("新增 100 张以上养老床位", "新增养老托老床位536张")
    assert row["主题"] == "health"


def test_the_workbook_has_a_sheet_for_each_question(tmp_path: Path) -> None:
    write_tables(tmp_path / "t.xlsx", sheets(tracking()))
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert {"承诺与结果", "两处所载", "与上级目标"} <= set(book.sheetnames)
    assert book["承诺与结果"].max_row == len(tracking().promises) + 1


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_formula_in_a_report_is_text(tmp_path: Path, suffix: str) -> None:
    hostile = '=HYPERLINK("http://example.org","x")'
    made = track([plan(commitment(hostile, change=quantity(7))), review(told(name=hostile, change=quantity(5)))])
    path = tmp_path / f"t{suffix}"
    write_tables(path, sheets(made))
    if suffix == ".csv":
        assert f"'{hostile}" in [row["承诺"] for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())]
    else:
        cells = [cell for row in openpyxl.load_workbook(path)["承诺与结果"].iter_rows() for cell in row if cell.value == hostile]
        assert cells and all(cell.data_type == "s" for cell in cells)


def test_no_promise_gives_headings_only(tmp_path: Path) -> None:
    assert _csv(tmp_path / "t.csv", Tracking()) == []


def test_under_chinese_headings_the_values_and_reasons_are_chinese(tmp_path: Path) -> None:
    write_tables(tmp_path / "t.csv", sheets(tracking(), chinese=True))
    rows = list(csv.DictReader((tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()))
    (row,) = [row for row in rows if row["承诺"] == "新增养老床位"]
    assert (row["结论"], row["主题"], row["理由"]) == ("超额", "医疗养老", "结果好于目标（越多越好）。")
    assert not any(re.search("[a-z]{4}", row["结论"] + row["主题"]) for row in rows)
