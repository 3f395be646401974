"""Runs that end early: killed at any moment or interrupted, the same command then leaves the same bytes as an undisturbed run."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.batch.conftest import MakeReports, contents, finish, lines, start

REPORTS = 60


def results(out: Path) -> int:
    """How many results a run under way has written."""
    try:
        return len(os.listdir(out / "results"))  # noqa: PTH208 (fast, for it is asked all the time)
    except FileNotFoundError:
        return 0


def wait_for_results(process: subprocess.Popen[bytes], out: Path, count: int, seconds: float = 30) -> None:
    """Return once ``count`` results are there."""
    until = time.monotonic() + seconds
    while results(out) < count:
        assert process.poll() is None, "the run ended before it could be disturbed"
        assert time.monotonic() < until
        time.sleep(0.001)


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_killed_run_is_completed_by_the_same_command(make_reports: MakeReports, tmp_path: Path, processes: str) -> None:
    command = (make_reports(REPORTS), "--engine", "rules", "--processes", processes)
    assert finish(start(*command, "--out", tmp_path / "whole"))[0] == 0
    expected = contents(tmp_path / "whole")
    assert len(expected) == 2 * REPORTS + 4
    moments = random.Random()
    for number in range(3):
        out = tmp_path / f"killed{number}"
        process = start(*command, "--out", out)
        wait_for_results(process, out, moments.randrange(REPORTS - 10))
        time.sleep(moments.uniform(0, 0.01))
        process.kill()
        assert finish(process)[0] == -signal.SIGKILL
        code, errors = finish(start(*command, "--out", out))
        assert (code, f"{REPORTS} of {REPORTS} reports read" in errors) == (0, True)
        assert contents(out) == expected
        assert not list((out / ".unfinished").glob("*"))


@pytest.mark.parametrize(("processes", "reports"), [("1", 60), ("2", 400)])
def test_ctrl_c_ends_cleanly_and_keeps_what_is_done(
    make_reports: MakeReports, tmp_path: Path, processes: str, reports: int
) -> None:
    out = tmp_path / "run"
    command = (make_reports(reports), "--engine", "rules", "--processes", processes, "--out", out)
    process = start(*command)
    wait_for_results(process, out, 5)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: workers hear of it too
    code, errors = finish(process)
    assert code == 130
    assert "Traceback" not in errors
    assert errors.splitlines()[-1].startswith("Interrupted.")
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert 0 < summary["complete"] < reports
    assert summary["complete"] + summary["pending"] == reports
    assert len(lines(out / "records.jsonl")) == sum(kind["total"] for kind in summary["records"].values())
    code, errors = finish(start(*command))
    assert (code, f"{reports} of {reports} reports read" in errors) == (0, True)
