"""Runs that are killed: the same command then leaves the same bytes as an undisturbed run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from extractor.batch import run_batch
from extractor.settings import Settings
from tests.batch.conftest import MakeReports, contents, finish, start

EMPTY_LINES = 8_000  # with them 70 reports are worth a second process


def results(out: Path) -> int:
    """How many files a run under way has written."""
    try:
        return len(os.listdir(out / "results"))  # noqa: PTH208 (fast, for it is asked all the time)
    except FileNotFoundError:
        return 0


def wait_for_results(process: subprocess.Popen[bytes], out: Path, count: int, seconds: float = 30) -> None:
    """Return once ``count`` files are there."""
    until = time.monotonic() + seconds
    while results(out) < count:
        assert process.poll() is None, "the run ended before it could be disturbed"
        assert time.monotonic() < until
        time.sleep(0.001)


@pytest.mark.parametrize(("processes", "reports", "kills"), [("1", 40, 2), ("2", 70, 1)])
def test_a_killed_run_is_completed_by_the_same_command(
    make_reports: MakeReports, tmp_path: Path, processes: str, reports: int, kills: int
) -> None:
    folder = make_reports(reports, EMPTY_LINES)
    assert run_batch([folder], tmp_path / "whole", Settings(), processes=1).summary.complete == reports
    expected = contents(tmp_path / "whole")
    assert len(expected) == 2 * reports + 4
    moments = random.Random()
    for number in range(kills):
        out = tmp_path / f"killed{number}"
        process = start(folder, "--engine", "rules", "--processes", processes, "--out", out)
        wait_for_results(process, out, moments.randrange(reports))
        time.sleep(moments.uniform(0, 0.01))
        process.kill()
        assert finish(process)[0] == -signal.SIGKILL
        assert run_batch([folder], out, Settings(), processes=1).summary.complete == reports
        assert contents(out) == expected
        assert not (out / ".unfinished").exists()
