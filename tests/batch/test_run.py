"""A whole run in this process: what it writes, what it does again, and what it leaves alone."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from extractor import extract
from extractor.batch import report as reading
from extractor.batch import run_batch
from extractor.batch.errors import NothingToRead
from extractor.batch.progress import Status
from extractor.batch.run import Ended
from extractor.documents import Document
from extractor.documents.kept import kept_text
from extractor.settings import Settings
from schemas import Result
from tests.batch.conftest import MakeReports, contents, lines, report_text

Read = list[str]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """The names of the reports that are read from now on."""
    names: Read = []
    rules = reading.extract_by_rules

    def noted(document: Document) -> Result:
        names.append(document.source)
        return rules(document)

    monkeypatch.setattr(reading, "extract_by_rules", noted)
    return names


def run(*inputs: str | Path, out: Path, **options: Any) -> Ended:
    return run_batch(inputs, out, Settings(), processes=1, **options)


def test_each_result_is_what_the_report_alone_gives(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(3)
    run(reports, out=tmp_path / "run")
    written = sorted((tmp_path / "run" / "results").glob("*.json"))
    assert [path.name[:-14] for path in written] == ["report-000", "report-001", "report-002"]
    for path, report in zip(written, sorted(reports.iterdir()), strict=True):
        assert path.read_text(encoding="utf-8") == extract(report).to_json() + "\n"


def test_all_records_stand_in_one_file_with_where_they_come_from(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(3)
    ended = run(reports, out=tmp_path / "run")
    records = lines(tmp_path / "run" / "records.jsonl")
    results = [extract(report) for report in sorted(reports.iterdir())]
    assert [line["record"] for line in records] == [
        record.model_dump(mode="json") for result in results for record in result.records
    ]
    first = records[0]
    assert first["source"] == str(reports / "report-000.txt")
    assert (tmp_path / "run" / "results" / first["result"]).is_file()
    assert (first["region"], first["code"]) == ("郑州市中原区", "410102")
    assert (first["reported_year"], first["kind"]) == (results[0].report.reported_year, "indicator")
    assert {line["kind"] for line in records} == {"indicator", "project"}
    assert sum(kind["total"] for kind in ended.summary.records.values()) == len(records)


def test_the_summary_adds_up_and_tells_no_time(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(4)
    (reports / "report-000.txt").write_bytes(bytes(range(256)) * 9)
    shutil.copy(reports / "report-001.txt", reports / "copy.txt")
    ended = run(reports, reports / "missing.txt", out=tmp_path / "run")
    summary = json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8"))
    assert summary == ended.summary.model_dump(mode="json")
    expected = {
        "inputs": 6,
        "duplicates": 1,
        "unreadable": 1,
        "reports": 4,
        "complete": 3,
        "failed": 1,
        "incomplete": 0,
        "pending": 0,
    }
    assert {name: summary[name] for name in expected} == expected
    results = [Result.model_validate_json(path.read_bytes()) for path in (tmp_path / "run" / "results").glob("*.json")]
    assert summary["quantities"] == sum(result.reconciliation.quantities for result in results)
    assert summary["claimed"] == sum(result.reconciliation.claimed for result in results)
    assert summary["records"]["indicator"]["confirmed"] == sum(len(result.indicators) for result in results)


def test_the_same_inputs_give_the_same_bytes_in_whatever_order_and_processes(
    make_reports: MakeReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.batch.run._PROCESS_BYTES", 1_000)
    reports = make_reports(6)
    run(reports, out=tmp_path / "one")
    run_batch(sorted(reports.iterdir(), reverse=True), tmp_path / "two", Settings(), processes=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_same_command_again_reads_nothing_and_writes_the_same(make_reports: MakeReports, tmp_path: Path, read: Read) -> None:
    reports = make_reports(3)
    run(reports, out=tmp_path / "run")
    before = contents(tmp_path / "run")
    read.clear()
    run(reports, out=tmp_path / "run")
    assert read == []
    assert contents(tmp_path / "run") == before


def test_only_the_changed_and_the_new_are_read(make_reports: MakeReports, tmp_path: Path, read: Read) -> None:
    reports = make_reports(4)
    run(reports, out=tmp_path / "run")
    read.clear()
    (reports / "report-001.txt").write_text(report_text(71), encoding="utf-8")
    (reports / "report-009.txt").write_text(report_text(9), encoding="utf-8")
    run(reports, out=tmp_path / "run")
    assert read == ["report-001.txt", "report-009.txt"]
    run(reports, out=tmp_path / "fresh")
    assert contents(tmp_path / "run") == contents(tmp_path / "fresh")


def test_what_failed_is_read_again(make_reports: MakeReports, tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = make_reports(3)
    with monkeypatch.context() as patched:
        noted = reading.extract_by_rules

        def fails_on_one(document: Document) -> Result:
            if document.source == "report-001.txt":
                raise RuntimeError("a fault nobody foresaw")
            return noted(document)

        patched.setattr(reading, "extract_by_rules", fails_on_one)
        ended = run(reports, out=tmp_path / "run")
    assert (ended.summary.complete, ended.summary.failed) == (2, 1)
    (failure,) = lines(tmp_path / "run" / "failures.jsonl")
    assert failure["source"] == str(reports / "report-001.txt")
    assert "RuntimeError: a fault nobody foresaw" in failure["reason"]
    assert failure["hint"]
    read.clear()
    assert run(reports, out=tmp_path / "run").summary.failed == 0
    assert read == ["report-001.txt"]
    assert lines(tmp_path / "run" / "failures.jsonl") == []


def test_a_text_that_was_deleted_is_written_anew(make_reports: MakeReports, tmp_path: Path, read: Read) -> None:
    reports = make_reports(3)
    run(reports, out=tmp_path / "run")
    before = contents(tmp_path / "run")
    read.clear()
    next((tmp_path / "run" / "results").glob("report-001*.source.txt")).unlink()
    run(reports, out=tmp_path / "run")
    assert read == ["report-001.txt"]
    assert contents(tmp_path / "run") == before


def test_what_another_run_left_is_not_read(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(2)
    run(reports, out=reports / "one")
    ended = run(reports, str(reports / "**" / "*.txt"), out=reports / "two")
    assert ended.summary.inputs == 2


def test_the_duplicate_of_what_cannot_be_read_names_no_result(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(bytes(range(256)) * 9)
    run_batch([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "run", Settings(), processes=1)
    (duplicate,) = lines(tmp_path / "run" / "duplicates.jsonl")
    assert (duplicate["source"], duplicate["result"]) == (str(tmp_path / "b.txt"), None)


def test_duplicates_are_read_once_and_named(make_reports: MakeReports, tmp_path: Path, read: Read) -> None:
    reports = make_reports(2)
    shutil.copy(reports / "report-000.txt", reports / "z.txt")
    run(reports, str(reports / "report-00*.txt"), out=tmp_path / "run")
    assert read == ["report-000.txt", "report-001.txt"]
    (duplicate,) = lines(tmp_path / "run" / "duplicates.jsonl")
    assert (duplicate["source"], duplicate["same_as"]) == (str(reports / "z.txt"), str(reports / "report-000.txt"))
    assert (tmp_path / "run" / "results" / duplicate["result"]).is_file()


def test_a_newer_program_reads_all_anew(
    make_reports: MakeReports, tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = make_reports(2)
    run(reports, out=tmp_path / "run")
    monkeypatch.setattr("extractor.batch.fingerprint.__version__", "99")
    run(reports, out=tmp_path / "run")
    assert len(read) == 4


def test_a_report_that_changes_under_the_reader_fails(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(1)

    def change(status: Status) -> None:
        if status.phase == "reading":
            (reports / "report-000.txt").write_text(report_text(5), encoding="utf-8")

    ended = run(reports, out=tmp_path / "run", on_status=change)
    assert ended.summary.failed == 1
    assert "changed while it was read" in lines(tmp_path / "run" / "failures.jsonl")[0]["reason"]
    assert list((tmp_path / "run" / "results").glob("*.json")) == []


def test_an_interruption_keeps_what_is_done_and_sums_it_up(make_reports: MakeReports, tmp_path: Path, read: Read) -> None:
    reports = make_reports(5)

    def interrupt(status: Status) -> None:
        if status.done == 2 and status.phase == "reading":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(reports, out=tmp_path / "run", on_status=interrupt)
    summary = json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8"))
    assert (summary["complete"], summary["pending"]) == (2, 3)
    assert {line["source"] for line in lines(tmp_path / "run" / "records.jsonl")} == {
        str(reports / f"report-00{number}.txt") for number in (0, 1)
    }
    run(reports, out=tmp_path / "run")
    assert len(read) == 5
    run(reports, out=tmp_path / "fresh")
    assert contents(tmp_path / "run") == contents(tmp_path / "fresh")


def test_the_text_that_offsets_count_is_kept_beside_every_result(make_reports: MakeReports, tmp_path: Path) -> None:
    run(make_reports(2), out=tmp_path / "run")
    results = list((tmp_path / "run" / "results").glob("*.json"))
    assert len(results) == 2
    for path in results:
        result = Result.model_validate_json(path.read_bytes())
        text = kept_text(path).read_bytes().decode("utf-8")
        for record in result.records:
            assert text[record.evidence.start : record.evidence.end] == record.evidence.quote


NAMES = [
    b"..report..txt",
    b"line\nbreak.txt",
    b"-rf.txt",
    b"[bold]a.txt",
    b"\xff\xfe.txt",
    "报告".encode("gb18030") + b".txt",
    b"n" * 251 + b".txt",
    "名".encode() * 83 + b".txt",
    b"a%s{0}.txt",
    b" .txt",
]


def test_odd_names_do_no_harm(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    paths = [reports / os.fsdecode(name) for name in NAMES]
    for number, path in enumerate(paths):
        path.write_text(report_text(number), encoding="utf-8")
    before = sorted(reports.iterdir())
    ended = run(*paths, out=tmp_path / "run")
    assert (ended.summary.complete, ended.summary.inputs) == (len(NAMES), len(NAMES))
    assert sorted(reports.iterdir()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reports", "run"]
    assert len(list((tmp_path / "run" / "results").glob("*.json"))) == len(NAMES)
    assert len({line["source"] for line in lines(tmp_path / "run" / "records.jsonl")}) == len(NAMES)


def test_paths_that_cannot_be_are_failures(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(1)
    os.mkfifo(reports / "pipe.txt")
    named = [reports / "report-000.txt", Path("x" * 1_000), reports / ".." / "no.txt", reports / "pipe.txt"]
    ended = run_batch(named, tmp_path / "run", Settings(), processes=1)
    assert (ended.summary.complete, ended.summary.unreadable) == (1, 3)
    reasons = {failure["source"][-8:]: failure["reason"] for failure in lines(tmp_path / "run" / "failures.jsonl")}
    assert "too long" in reasons["xxxxxxxx"]
    assert "no file" in reasons["./no.txt"]
    assert "is a pipe" in reasons["pipe.txt"]


def test_a_folder_without_reports_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    with pytest.raises(NothingToRead):
        run(tmp_path / "reports", out=tmp_path / "run")
