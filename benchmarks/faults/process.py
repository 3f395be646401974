"""Kill -9 in the middle of a batch that a model reads, and the same command again."""

from __future__ import annotations

import random
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.faults.answers import RightAnswers
from benchmarks.faults.commands import contents, differing, half_written, make_reports, run, start
from benchmarks.row import Row, counted, held
from tests.fake_endpoint import FakeEndpoint

_REPORTS = 6
_CONCURRENCY = 4


def process_rows(files: Sequence[Path], seeds: Sequence[int]) -> Iterator[Row]:
    """A run killed twice, the second time later, held against an undisturbed one."""
    moments = random.Random(seeds[0])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports = make_reports(files, folder / "reports", _REPORTS)
        script = RightAnswers(sorted(reports.iterdir()))
        with FakeEndpoint(script, latency=0.02) as endpoint:
            model = (
                "--model",
                "fake-model",
                "--base-url",
                endpoint.base_url,
                "--mode",
                "json_schema",
                "--concurrency",
                str(_CONCURRENCY),
            )
            undisturbed = run(reports, "--out", folder / "whole", "--store", folder / "whole.sqlite3", *model)
            script.answered.clear()
            command = (reports, "--out", folder / "killed", "--store", folder / "killed.sqlite3", *model)
            broken = sum(_killed(command, folder / "killed", count, moments.uniform(0, 0.2)) for count in (1, 3))
            ended = run(*command)
        again = sum(script.answered.values()) - len(script.answered)
        yield Row(f"kill -9, twice in a batch of {_REPORTS} reports read by a model; then the same command", "")
        yield held("  both runs end well", undisturbed.code == ended.code == 0)
        yield counted("  results half written, after any kill", broken + half_written(folder / "killed"))
        yield counted(
            "  results lost, or other than those of an undisturbed run",
            differing(contents(folder / "killed"), contents(folder / "whole")),
        )
        yield counted("  answers asked for twice (in flight when killed)", again, 2 * _CONCURRENCY)


def _killed(command: Sequence[str | Path], out: Path, results: int, seconds: float) -> int:
    """Kill ``command`` a little after so many results are there; returns how many are half written."""
    process = start(*command)
    while process.poll() is None and len(list((out / "results").glob("*.json"))) < results:
        time.sleep(0.005)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return half_written(out)
