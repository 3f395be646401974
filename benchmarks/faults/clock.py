"""A wall clock that jumps by hours and days, forwards and back, while the endpoint asks to wait until a time of day."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from benchmarks.faults.answers import RightAnswers
from benchmarks.faults.endpoint import settings_for
from benchmarks.row import Row, counted, held
from extractor.documents import read_document
from extractor.llm.client import ModelClient
from extractor.llm.clock import Clock
from extractor.llm.settings import ModelSettings
from extractor.llm.store import AnswerStore
from extractor.pipeline import extract_with_model
from extractor.settings import Settings
from schemas import Result
from tests.fake_endpoint import Body, FakeEndpoint, Step, busy

_JUMPS_SECONDS = (-86_400 * 400, -86_400, -3_600, 0, 3_600, 86_400, 86_400 * 400)
_ASKED_SECONDS = 5
_BUSY_EVERY = 5
_LONGEST_WAIT_SECONDS = 60.0


class JumpingClock:
    """A wall clock that jumps whenever it is read; waits take no real time, and are noted in ``slept``."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._ahead = 0.0
        self.slept: list[float] = []
        self.clock = Clock(monotonic=lambda: time.monotonic() + self._ahead, wall=self._wall, sleep=self._sleep)

    def _wall(self) -> float:
        return time.time() + self._random.choice(_JUMPS_SECONDS)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._ahead += seconds
        await asyncio.sleep(0)


def clock_rows(files: Sequence[Path], seeds: Sequence[int]) -> Iterator[Row]:
    """One reading of all reports under a jumping clock."""
    script, jumping = RightAnswers(files), JumpingClock(seeds[0])
    asked = 0

    def often_busy(body: Body) -> Step:
        nonlocal asked
        asked += 1
        if asked % _BUSY_EVERY == 0:
            until = datetime.fromtimestamp(time.time() + _ASKED_SECONDS, UTC)
            return busy(format_datetime(until, usegmt=True))
        return script(body)

    with tempfile.TemporaryDirectory() as folder, FakeEndpoint(often_busy) as endpoint:
        store = Path(folder) / "answers.sqlite3"
        settings = settings_for(endpoint, store)
        model = settings.chosen_model.model_copy(update={"longest_wait_seconds": _LONGEST_WAIT_SECONDS})
        results = asyncio.run(_read(files, settings, model, store, jumping.clock))
    lost = sum("read by the rules" in warning for result in results for warning in result.run.warnings)
    yield Row(f"a wall clock that jumps; one request in {_BUSY_EVERY} is told to wait until a time of day", "")
    yield counted("  chunks and second looks lost", lost)
    yield held(
        f"  no wait below zero, or above {_LONGEST_WAIT_SECONDS:g} s",
        all(0 <= each <= _LONGEST_WAIT_SECONDS for each in jumping.slept),
    )
    yield Row("  waits, and the longest", f"{len(jumping.slept)}, {max(jumping.slept):.0f} s")
    yield counted("  answers asked for twice", sum(script.answered.values()) - len(script.answered))


async def _read(files: Sequence[Path], settings: Settings, model: ModelSettings, store: Path, clock: Clock) -> list[Result]:
    with AnswerStore(store) as answers:
        async with ModelClient(model, answers, clock=clock) as client:
            return await asyncio.gather(*(extract_with_model(read_document(path), settings, client) for path in files))
