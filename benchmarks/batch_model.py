"""A batch read by a model that answers with faults: no chunk may be lost, and nothing asked twice that was answered."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from extractor.batch import Ended, run_batch
from extractor.llm.settings import ModelSettings
from extractor.settings import Settings
from schemas import Result
from tests.batch.faults import FaultyAnswers
from tests.fake_endpoint import FakeEndpoint

_EVERY = 10  # one request in so many meets a fault
_LETTERS = str.maketrans("0123456789", "abcdefghij")


def faulty_answers(files: Sequence[Path], count: int, table: Table) -> None:
    """Rows on ``count`` reports read by a scripted model, then once more, then into another folder with the same kept answers."""
    with tempfile.TemporaryDirectory() as name:
        reports, out = Path(name) / "reports", Path(name) / "run"
        reports.mkdir()
        _make_reports(files, reports, count)
        script = FaultyAnswers(_EVERY)
        began = time.perf_counter()
        with FakeEndpoint(script) as endpoint:
            ended = _run(endpoint, reports, out)
            seconds, requests, struck = time.perf_counter() - began, len(endpoint.requests), script.struck
            left = _left_to_the_rules(out)
            again = _run(endpoint, reports, out)
            further = len(endpoint.requests) - requests
            _run(endpoint, reports, Path(name) / "another")
    looks = sum("looked at only once" in warning for warning in left)
    table.add_row(f"{count} reports by a model, one request in {_EVERY} faulty", f"{seconds:.1f} s")
    table.add_row("  requests", f"{requests}")
    table.add_row("  faults met (429, 500, reset, malformed, truncated)", f"{struck}")
    table.add_row("  reports not read wholly", f"{count - ended.summary.complete}")
    table.add_row("  chunks lost, and named in the result", f"{len(left) - looks}")
    table.add_row("  second looks lost, which leave only missed numbers to the rules", f"{looks}")
    table.add_row("  reports not read wholly after the same command again", f"{count - again.summary.complete}")
    table.add_row("  its requests", f"{further}")
    table.add_row(
        "  answers asked for twice, also by a run into another folder", f"{sum(script.answered.values()) - len(script.answered)}"
    )


def _left_to_the_rules(out: Path) -> list[str]:
    """What the results in ``out`` say about places that the rules read in place of the model."""
    results = [Result.model_validate_json(path.read_bytes()) for path in (out / "results").glob("*.json")]
    return [warning for result in results for warning in result.run.warnings if "read by the rules" in warning]


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
