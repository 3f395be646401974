"""Where the text of a report is found, and how a table points to it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from extractor.tables import Sources, relative_address
from schemas import Report
from tests.tables.made import result

TEXT = "全区生产总值增长8%。".encode()


def report(source: str, content: bytes = TEXT) -> Report:
    return result(source=source, sha256=hashlib.sha256(content).hexdigest()).report


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Folders of results and of reports, two of which have the same name."""
    for name, content in (
        ("results/beside.txt", TEXT),
        ("results/kept.source.txt", b"the text of a scan"),
        ("reports/report.txt", b"another"),
        ("reports/2024/report.txt", TEXT),
        ("outside.txt", TEXT),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


FOUND = [
    # name of the result, source it tells, whether the folder of reports is given; the file found
    ("result", "beside.txt", False, "results/beside.txt"),
    ("result", "old/beside.txt", False, "results/beside.txt"),
    ("kept", "scan.pdf", False, "results/kept.source.txt"),  # the text kept beside the result
    ("beside", "scan.pdf", False, None),  # a text that only has the same name
    ("result", "report.txt", False, None),
    ("result", "report.txt", True, "reports/2024/report.txt"),  # of two the one with that content
    ("result", "other.txt", True, None),
    ("result", "../outside.txt", True, None),
    ("result", "", True, None),
    ("result", "..", True, None),
    ("result", "a\0b.txt", True, None),
    ("result", "长" * 300, True, None),
]


@pytest.mark.parametrize(("name", "source", "given", "expected"), FOUND)
def test_the_text_of_a_report(place: Path, name: str, source: str, given: bool, expected: str | None) -> None:
    sources = Sources(place / "reports" if given else None)
    found = sources.text_of(report(source), place / "results" / f"{name}.json")
    assert found == (expected and place / expected)


def test_a_file_with_other_content_is_not_the_report(place: Path) -> None:
    sources = Sources(place / "reports")
    assert sources.text_of(report("report.txt", b"changed since"), place / "results" / "result.json") is None


ADDRESSES = [
    ("tables/table.xlsx", "results/beside.txt", "../results/beside.txt"),
    ("table.xlsx", "results/beside.txt", "results/beside.txt"),
    ("results/table.xlsx", "results/beside.txt", "beside.txt"),
]


@pytest.mark.parametrize(("table", "file", "expected"), ADDRESSES)
def test_an_address_is_seen_from_the_table(tmp_path: Path, table: str, file: str, expected: str) -> None:
    assert relative_address(tmp_path / file, tmp_path / table) == expected


def test_an_address_does_not_hang_on_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tables").mkdir()
    monkeypatch.chdir(tmp_path / "tables")
    assert relative_address(tmp_path / "a.txt", Path("table.xlsx")) == "../a.txt"


def test_a_name_that_is_no_utf_8_can_still_be_written(tmp_path: Path) -> None:
    relative_address(tmp_path / "\udcff.txt", tmp_path / "table.xlsx").encode()
