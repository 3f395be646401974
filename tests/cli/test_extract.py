"""``extractor extract``: JSON for programs, tables for people, and a file that is whole or not there."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from extractor.api import extract
from schemas import Result
from tests.cli.command import COMMAND, SEED, environment, process, run

RESULT = extract(SEED)


def test_into_a_pipe_goes_the_json_result() -> None:
    done = process("extract", SEED)
    assert done.returncode == 0
    assert Result.model_validate_json(done.stdout) == RESULT


def test_chinese_goes_into_a_pipe_as_utf_8() -> None:
    done = process("extract", SEED)
    assert "一般公共预算收入" in done.stdout.decode("utf-8")
    assert b"\\u4e00" not in done.stdout


def test_two_runs_give_the_same_bytes() -> None:
    assert process("extract", SEED).stdout == process("extract", SEED).stdout


def test_a_dash_reads_standard_input() -> None:
    done = process("extract", "-", stdin=SEED.read_bytes())
    read = Result.model_validate_json(done.stdout)
    assert read.report.source == "stdin"
    assert [record.name for record in read.records] == [record.name for record in RESULT.records]


def test_out_writes_the_result_and_shows_tables(tmp_path: Path) -> None:
    path = tmp_path / "new" / "result.json"
    done = run("extract", SEED, "--out", path)
    assert done.exit_code == 0
    assert Result.model_validate_json(path.read_bytes()) == RESULT
    assert sorted(path.parent.iterdir()) == [path, path.with_suffix(".source.txt")]
    assert path.with_suffix(".source.txt").read_bytes() == SEED.read_bytes()
    shown = "".join(done.stdout.split())
    assert f"{RESULT.reconciliation.claimed}of{RESULT.reconciliation.quantities}quantities" in shown
    assert all(record.name in shown for record in RESULT.indicators[:5])


def test_out_with_json_does_both(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    done = run("extract", SEED, "-o", path, "--json")
    assert json.loads(done.stdout) == json.loads(path.read_bytes())


def test_an_older_result_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text("old " * 100_000, encoding="utf-8")
    assert run("extract", SEED, "--out", path).exit_code == 0
    assert Result.model_validate_json(path.read_bytes()) == RESULT


def test_warnings_go_to_standard_error_only(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("全区上下团结一心，真抓实干，经济运行总体平稳，社会大局和谐稳定。", encoding="utf-8")
    done = run("extract", path)
    assert done.exit_code == 0
    assert "no quantity" in done.stderr
    assert json.loads(done.stdout)["run"]["warnings"]


UNWRITABLE = ["file.txt/result.json", ".", "/proc/nowhere/result.json"]


@pytest.mark.parametrize("place", UNWRITABLE)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    done = run("extract", SEED, "--out", tmp_path / place)
    assert done.exit_code == 1
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = run("extract", SEED, "--out", tmp_path / "result.json")
    assert (done.exit_code, "could not be written" in done.stderr) == (1, True)


def test_what_fails_half_way_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "result.json"
    path.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    done = run("extract", SEED, "--out", path)
    assert done.exit_code == 1
    assert "No space left" in done.stderr
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [*COMMAND, "extract", SEED], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), bufsize=0
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.read(1) == b"{"
        running.stdout.close()
        said = running.stderr.read().decode()
    assert running.returncode == 0
    assert "Traceback" not in said
    assert "Exception" not in said
