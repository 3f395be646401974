"""A batch read by a model that answers with faults: nothing may be lost, and nothing asked twice that was answered."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from extractor.batch import Ended, run_batch
from extractor.llm.settings import ModelSettings
from extractor.settings import Settings
from tests.batch.faults import FaultyAnswers
from tests.fake_endpoint import FakeEndpoint

_EVERY = 10  # one request in so many meets a fault
_LETTERS = str.maketrans("0123456789", "abcdefghij")


def faulty_answers(files: Sequence[Path], count: int, table: Table) -> None:
    """Rows on ``count`` reports read by a scripted model; a second run into another folder then has all answers already."""
    with tempfile.TemporaryDirectory() as name:
        reports = Path(name) / "reports"
        reports.mkdir()
        _make_reports(files, reports, count)
        script = FaultyAnswers(_EVERY)
        began = time.perf_counter()
        with FakeEndpoint(script) as endpoint:
            ended = _run(endpoint, reports, Path(name) / "run")
            seconds, requests = time.perf_counter() - began, len(endpoint.requests)
            again = _run(endpoint, reports, Path(name) / "again")
            further = len(endpoint.requests) - requests
    twice = sum(times - 1 for times in script.answered.values())
    unfinished = sum(count - each.summary.complete for each in (ended, again))
    table.add_row(f"{count} reports by a model, one answer in {_EVERY} faulty", f"{seconds:.1f} s")
    table.add_row("  chunks asked for", f"{len(script.asked)}")
    table.add_row("  faults met (429, 500, reset, malformed, truncated)", f"{script.struck}")
    table.add_row("  chunks lost", f"{len(script.asked.keys() - script.answered.keys())}")
    table.add_row("  reports not read wholly", f"{unfinished}")
    table.add_row("  answers asked for again", f"{twice}")
    table.add_row("  requests of the same reports into another folder", f"{further}")


def _make_reports(files: Sequence[Path], folder: Path, count: int) -> None:
    """Reports no paragraph of which another report has: every chunk is asked for."""
    texts = [path.read_text(encoding="utf-8-sig") for path in files]
    for number in range(count):
        mark = f"编号{str(number).translate(_LETTERS)}。"
        marked = "\n".join(f"{line}{mark}" if line.strip() else line for line in texts[number % len(texts)].split("\n"))
        (folder / f"{files[number % len(files)].stem}-{number:03}.txt").write_text(marked, encoding="utf-8")


def _run(endpoint: FakeEndpoint, reports: Path, out: Path) -> Ended:
    model = ModelSettings(
        model="fake-model", base_url=endpoint.base_url, mode="json_schema", concurrency=16, longest_wait_seconds=0.05
    )
    return run_batch([reports], out, Settings(engine="both", model=model, store=reports.parent / "answers.sqlite3"))
