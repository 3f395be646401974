"""Ctrl-C: whenever it comes, a run ends with one sentence and 130, and the same command goes on from there."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from extractor.batch import run_batch
from extractor.cli.start import run as command
from extractor.settings import Settings
from tests.batch.conftest import MakeReports, contents, finish, lines, start
from tests.batch.test_killed import EMPTY_LINES, wait_for_results
from tests.fake_endpoint import FakeEndpoint, Step, hang

SENTENCES = ("Interrupted.", "Interrupted: what was read is kept, and the same command goes on from there.")


@pytest.fixture(autouse=True)
def plain_handler() -> Iterator[None]:
    """The handler that Python starts with, though the command leaves another."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class CallCount:
    """Counts the calls of this thread and, at the number ``interrupt_at``, sends it Ctrl-C."""

    def __init__(self, interrupt_at: int | None = None) -> None:
        self.calls = 0
        self._interrupt_at = interrupt_at

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        self.calls += 1
        if self.calls == self._interrupt_at:
            signal.raise_signal(signal.SIGINT)


def exit_code(monkeypatch: pytest.MonkeyPatch, *arguments: str | os.PathLike[str], count: CallCount | None = None) -> Any:
    """The exit code of ``extractor ARGUMENTS``, run in this thread, where asked for with its calls counted."""
    monkeypatch.setattr(sys, "argv", ["extractor", *map(os.fspath, arguments)])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.setprofile(count)
    try:
        command()
    except SystemExit as ended:
        return ended.code
    finally:
        sys.setprofile(None)
    return None


def test_an_interrupt_at_any_call_of_the_command(
    make_reports: MakeReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    reports = make_reports(2)
    arguments = ("batch", reports, "--engine", "rules", "--out")
    exit_code(monkeypatch, *arguments, tmp_path / "imports")
    whole = CallCount()
    assert exit_code(monkeypatch, *arguments, tmp_path / "whole", count=whole) == 0
    capfd.readouterr()
    moments = random.Random()
    for number in range(30):
        out, moment = tmp_path / f"run{number}", moments.randint(150, whole.calls - 150)
        code = exit_code(monkeypatch, *arguments, out, count=CallCount(moment))
        said = capfd.readouterr().err
        assert (code, said.splitlines()[-1] in SENTENCES) == (130, True), f"call {moment} of {whole.calls}: {said}"
        assert said.count("Interrupted") == 1
        assert "Traceback" not in said
        run_batch([reports], out, Settings(), processes=1)
        assert contents(out) == contents(tmp_path / "whole")


def test_a_run_in_processes_ends_cleanly_and_keeps_what_is_done(make_reports: MakeReports, tmp_path: Path) -> None:
    reports, out = make_reports(150, EMPTY_LINES), tmp_path / "run"
    process = start(reports, "--engine", "rules", "--processes", "2", "--out", out)
    wait_for_results(process, out, 5)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: workers hear of it too
    code, errors = finish(process)
    assert (code, errors.splitlines()[-1], "Traceback" in errors) == (130, SENTENCES[1], False)
    assert errors.count("Ending what is under way; Ctrl-C again stops at once.\n") == 1
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert 0 < summary["complete"] < 150
    assert summary["complete"] + summary["pending"] == 150
    assert len(lines(out / "records.jsonl")) == sum(kind["total"] for kind in summary["records"].values())
    ended = run_batch([reports], out, Settings(), processes=1)
    assert (ended.summary.complete, ended.summary.pending) == (150, 0)


def test_a_run_that_waits_for_its_list_ends_too(tmp_path: Path) -> None:
    process = start("-", "--engine", "rules", "--out", tmp_path / "run")
    assert process.stderr is not None
    assert b"Looking for reports" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    process.wait(timeout=10)  # its standard input is still open
    code, errors = finish(process)
    assert (code, errors.splitlines()) == (130, [SENTENCES[1]])


def test_a_run_that_waits_for_a_model_ends_too(
    make_reports: MakeReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupt(body: Mapping[str, Any]) -> Step:
        os.kill(os.getpid(), signal.SIGINT)
        return hang()

    with FakeEndpoint(interrupt) as endpoint:
        options = ("--model", "fake-model", "--base-url", endpoint.base_url, "--mode", "json", "--concurrency", "1", "--no-store")
        assert exit_code(monkeypatch, "batch", make_reports(2), "--out", tmp_path / "run", *options) == 130
        assert len(endpoint.requests) == 1
    assert capfd.readouterr().err.splitlines()[-1] == SENTENCES[1]
    assert json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8"))["pending"] == 2


def test_where_progress_is_json_the_sentence_is_too(
    make_reports: MakeReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("extractor.batch.run_batch", interrupted)
    options = ("--engine", "rules", "--json-progress", "--out", tmp_path / "run")
    assert exit_code(monkeypatch, "batch", make_reports(1), *options) == 130
    assert [json.loads(line) for line in capfd.readouterr().err.splitlines()] == [{"event": "interrupted", "reason": SENTENCES[1]}]
