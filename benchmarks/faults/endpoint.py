"""Each fault of an endpoint at several rates: chunks and second looks lost, requests and time spent."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from benchmarks.faults.answers import RightAnswers
from benchmarks.row import Row
from extractor.api import Extractor
from extractor.documents import read_document
from extractor.llm.settings import ModelSettings
from extractor.llm.store import AnswerStore
from extractor.outline.chunks import chunks
from extractor.prepared import prepare
from extractor.readers.model.patience import FAILURES_IN_A_ROW
from extractor.settings import Settings
from schemas import Result
from tests.fake_endpoint import FAULTS, FakeEndpoint

RATES = (0.05, 0.2, 0.5)
_LATENCY_SECONDS = 0.05
_TIMEOUT_SECONDS = 30.0
_HANGING_SECONDS = 2.0  # what one hanging request costs
_LIMITS = f"{FAILURES_IN_A_ROW} failures in a row"


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of all reports, or the sum of several: what was lost, requests sent, seconds, answers given twice, and by how
    many the answers kept differ from those given.
    """

    chunks_lost: int
    looks_lost: int
    incomplete: int
    requests: int
    seconds: float
    given_twice: int
    differing_from_kept: int

    def __add__(self, other: Run) -> Run:
        return Run(*(one + another for one, another in zip(astuple(self), astuple(other), strict=True)))


def endpoint_rows(files: Sequence[Path], seeds: Sequence[int]) -> Iterator[Row]:
    """An undisturbed run, then for each fault at each rate one run a seed, summed up."""
    asked = sum(len(chunks(prepare(read_document(path)).outline)) for path in files)
    _run(files, {}, 0)  # what is loaded and built once is no part of the time
    ideal = _run(files, {}, 0)
    yield Row(f"undisturbed: {len(files)} reports, {asked} chunks", f"{ideal.seconds:.1f} s")
    yield Row("  requests a chunk, second looks among them", f"{ideal.requests / asked:.2f}")
    yield Row(f"with faults: {len(seeds)} runs each, {len(seeds) * asked} chunks; given up after", _LIMITS)
    for number, fault in enumerate(FAULTS):
        yield Row(f"{fault}: lost chunks + second looks, requests a chunk, time ÷ undisturbed", "")
        for rate in RATES:
            runs = [_run(files, {fault: rate}, seed * len(FAULTS) + number) for seed in seeds]
            yield _row(sum(runs[1:], runs[0]), ideal, asked, len(runs), rate)


def _row(run: Run, ideal: Run, asked: int, runs: int, rate: float) -> Row:
    """``run`` sums up so many ``runs``, each of which would ideally have been as the ``ideal`` one."""
    asked, seconds = asked * runs, ideal.seconds * runs
    figure = f"{run.chunks_lost} + {run.looks_lost}, {run.requests / asked:.2f}, {run.seconds / seconds:.1f} ×"
    figure += f"; {run.given_twice} given twice" * bool(run.given_twice)
    figure += f"; {run.differing_from_kept} kept otherwise" * bool(run.differing_from_kept)
    lost = run.chunks_lost + run.looks_lost + run.incomplete + run.given_twice + run.differing_from_kept
    return Row(f"  at {rate:.0%} of requests", figure, "0 + 0", lost == 0)


def _run(files: Sequence[Path], rates: Mapping[str, float], seed: int) -> Run:
    script = RightAnswers(files)
    with (
        tempfile.TemporaryDirectory() as folder,
        FakeEndpoint(script, latency=_LATENCY_SECONDS, fault_rates=rates, seed=seed) as endpoint,
    ):
        timeout = _HANGING_SECONDS if "hang" in rates else _TIMEOUT_SECONDS
        settings = settings_for(endpoint, Path(folder) / "answers.sqlite3", timeout)
        began = time.perf_counter()
        results = asyncio.run(_read(files, settings))
        seconds = time.perf_counter() - began
        with AnswerStore(settings.store) as store:
            kept = store.measure().rows
    warnings = [warning for result in results for warning in result.run.warnings if "read by the rules" in warning]
    looks = sum("looked at only once" in warning for warning in warnings)
    return Run(
        len(warnings) - looks,
        looks,
        sum(not result.run.complete for result in results),
        len(endpoint.requests),
        seconds,
        sum(script.answered.values()) - len(script.answered),
        abs(kept - len(script.answered)),
    )


def settings_for(endpoint: FakeEndpoint, store: Path, timeout: float = _TIMEOUT_SECONDS) -> Settings:
    """Both readers, the model behind ``endpoint``, and waits short enough for a benchmark."""
    model = ModelSettings(
        model="fake-model",
        base_url=endpoint.base_url,
        mode="json_schema",
        timeout_seconds=timeout,
        longest_wait_seconds=0.05,
    )
    return Settings(engine="both", model=model, store=store)


async def _read(files: Sequence[Path], settings: Settings) -> list[Result]:
    async with Extractor(settings) as extractor:
        return await asyncio.gather(*(extractor.aextract(path) for path in files))
