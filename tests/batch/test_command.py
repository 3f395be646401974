"""``extractor batch``: exit codes, what it says, and where its inputs come from."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from extractor.batch.folder import RunFolder
from extractor.cli.batch import command
from tests.batch.conftest import MakeReports, finish, lines, start
from tests.cli.command import environment

app = typer.Typer()
app.command()(command)


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    surroundings = dict.fromkeys(os.environ) | environment()
    return CliRunner().invoke(app, [*map(str, arguments), "--engine", "rules", "--processes", "1"], input=stdin, env=surroundings)


def test_all_read_is_0(make_reports: MakeReports, tmp_path: Path) -> None:
    done = run(make_reports(2), "--out", tmp_path / "run")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1] == f"2 of 2 reports read; the results are in {tmp_path / 'run'}."


def test_some_failed_is_3(make_reports: MakeReports, tmp_path: Path) -> None:
    done = run(make_reports(2), tmp_path / "no.txt", "--out", tmp_path / "run")
    assert done.exit_code == 3
    assert "1 could not be read: see failures.jsonl." in done.stderr
    assert lines(tmp_path / "run" / "failures.jsonl")[0]["source"] == str(tmp_path / "no.txt")


def test_nothing_read_is_1(tmp_path: Path) -> None:
    done = run(tmp_path / "no.txt", "--out", tmp_path / "run")
    assert (done.exit_code, len(lines(tmp_path / "run" / "failures.jsonl"))) == (1, 1)
    (tmp_path / "empty").mkdir()
    done = run(tmp_path / "empty", "--out", tmp_path / "run2")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].startswith("extractor: There is no report in what was named. Name reports")


def test_duplicates_alone_are_no_failure(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(1)
    (reports / "copy.txt").write_bytes((reports / "report-000.txt").read_bytes())
    (reports / "data.csv").write_bytes(b"a,b")
    done = run(reports, "--out", tmp_path / "run")
    assert done.exit_code == 0
    assert "1 input has the content of another" in done.stderr
    assert "1 other file in the folders looks like no report." in done.stderr


def test_results_of_inputs_not_named_are_mentioned(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(3)
    run(reports, "--out", tmp_path / "run")
    done = run(reports / "report-001.txt", "--out", tmp_path / "run")
    assert done.exit_code == 0
    assert "2 results of inputs not named this time" in done.stderr
    assert {line["source"] for line in lines(tmp_path / "run" / "records.jsonl")} == {str(reports / "report-001.txt")}
    done = run(reports / "report-001.txt", reports / "report-002.txt", "--out", tmp_path / "run")
    assert "1 result of an input not named this time is in the folder too; it is not summed up." in done.stderr


def test_paths_come_from_standard_input_beside_others(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(3)
    listed = f"# the first and the last\n{reports / 'report-000.txt'}\n\n{reports / 'report-002.txt'}\n"
    done = run("-", reports / "report-001.txt", "--out", tmp_path / "run", stdin=listed.encode())
    assert done.exit_code == 0
    assert len({line["source"] for line in lines(tmp_path / "run" / "records.jsonl")}) == 3


def test_a_name_in_another_encoding_as_an_argument(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(1)
    odd = (reports / "report-000.txt").rename(reports / os.fsdecode(b"\xb1\xa8\xb8\xe6.txt"))
    code, errors = finish(start(odd, "--out", tmp_path / "run", "--engine", "rules"))
    assert (code, "Traceback" in errors) == (0, False)
    assert lines(tmp_path / "run" / "records.jsonl")[0]["source"].endswith(r"\udcb1\udca8\udcb8\udce6.txt")


def test_progress_as_json_is_nothing_but_json(make_reports: MakeReports, tmp_path: Path) -> None:
    done = run(make_reports(2), "--out", tmp_path / "run", "--json-progress")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == ["progress"] * (len(events) - 1) + ["end"]
    assert [event["phase"] for event in events[:-1]] == ["finding", "reading", "summing"]
    assert (events[-1]["exit_code"], events[-1]["complete"]) == (0, 2)


def test_errors_too_are_json_where_progress_is(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run(tmp_path / "empty", "--out", tmp_path / "run", "--json-progress")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert (done.exit_code, [event["event"] for event in events]) == (1, ["progress", "error"])
    assert events[-1]["hint"]


def test_the_folder_that_is_read_cannot_hold_the_results(make_reports: MakeReports) -> None:
    reports = make_reports(2)
    before = sorted(reports.iterdir())
    done = run(reports, "--out", reports)
    assert (done.exit_code, sorted(reports.iterdir())) == (2, before)
    assert "is to be read and to hold the results" in done.stderr
    assert run(reports, "--out", reports / "run").exit_code == 0
    assert run(reports, "--out", reports / "run").exit_code == 0


def test_a_second_run_into_the_same_folder_is_refused(make_reports: MakeReports, tmp_path: Path) -> None:
    with RunFolder(tmp_path / "run").claimed():
        done = run(make_reports(1), "--out", tmp_path / "run")
    assert done.exit_code == 1
    hint = "Wait for it to end, or choose another folder for the run (--out)."
    assert done.stderr.splitlines() == [f"extractor: Another run is writing to {tmp_path / 'run'}. {hint}"]


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(make_reports: MakeReports, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = run(make_reports(1), "--out", tmp_path / "file" / "run")
    (sentence,) = done.stderr.splitlines()
    assert done.exit_code == 1
    assert sentence.startswith("extractor: The run folder ")
    assert "Not a directory" in sentence


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_said_in_a_sentence(make_reports: MakeReports, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir(mode=0o555)
    done = run(make_reports(1), "--out", tmp_path / "run")
    (sentence,) = done.stderr.splitlines()
    assert (done.exit_code, "Permission denied" in sentence) == (1, True)


def test_a_store_of_another_version_is_said_in_a_sentence(make_reports: MakeReports, tmp_path: Path) -> None:
    import sqlite3

    reports = make_reports(1)
    run(reports, "--out", tmp_path / "run")
    with sqlite3.connect(tmp_path / "run" / "run.sqlite3") as database:
        database.execute("PRAGMA user_version = 7")
    database.close()
    done = run(reports, "--out", tmp_path / "run")
    assert (done.exit_code, "written by another version" in done.stderr) == (1, True)
