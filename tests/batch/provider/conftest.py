"""Runs by batch jobs and runs that ask directly, with the same answers."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from extractor.batch import run_batch
from extractor.batch.progress import Status
from extractor.batch.provider import open_batch_api
from extractor.batch.provider.errors import JobsUnderWay
from extractor.batch.provider.terms import Terms
from extractor.batch.run import Ended
from extractor.llm.clock import Clock
from extractor.llm.settings import ModelSettings
from extractor.settings import Settings
from tests.fake_batches import FakeBatches
from tests.fake_endpoint import FakeEndpoint, Step, answer

KEY = "sk-very-secret-4711"


class FakeTime:
    """Seconds that pass only in sleep, at once; ``slept`` lists the waits."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.clock = Clock(sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


def good(body: Mapping[str, Any]) -> Step:
    """One indicator, quoted from the text that was sent: so the result depends on which answer went to which request."""
    quote = text_of(body).partition("。")[0]
    return answer({"indicators": [{"quote": quote, "name": quote[:6], "period": "2024"}], "projects": [], "commitments": []})


def text_of(body: Mapping[str, Any]) -> str:
    """The part of the report that ``body`` asks about."""
    text: str = body["messages"][1]["content"].partition("【正文】")[2].strip()
    return text


def digit(body: Mapping[str, Any], of: int) -> int:
    """A number that the request alone decides."""
    return int(hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest(), 16) % of


def settings_for(endpoint: FakeEndpoint, folder: Path, **changes: Any) -> Settings:
    """Settings for ``endpoint``, with answers kept in ``folder``; ``changes`` are those of the model, or of the whole."""
    whole = {name: changes.pop(name) for name in ("use_store", "refresh", "engine") if name in changes}
    values = {"model": "gpt-4o-mini", "base_url": endpoint.base_url, "api_key": KEY, "mode": "json_schema", **changes}
    model = ModelSettings.model_validate({"longest_wait_seconds": 0.01, **values})
    return Settings(**{"engine": "both", "model": model, "store": folder / "answers.sqlite3", "chunk_characters": 300, **whole})


def run_by_jobs(
    endpoint: FakeEndpoint,
    reports: Path,
    out: Path,
    *,
    wait: bool = True,
    terms: Terms | None = None,
    time: FakeTime | None = None,
    told: list[Status] | None = None,
    **changes: Any,
) -> Ended:
    """Read ``reports`` into ``out`` by batch jobs, without waiting in earnest; ``told`` gets every status."""
    statuses: list[Status] = [] if told is None else told
    options = {"wait": wait, "terms": terms, "clock": (time or FakeTime()).clock, "on_status": statuses.append}
    open_reader = partial(open_batch_api, **options)
    settings = settings_for(endpoint, out.parent, **changes)
    return run_batch([reports], out, settings, processes=1, on_status=statuses.append, open_reader=open_reader)


def run_till_done(endpoint: FakeEndpoint, reports: Path, out: Path, **options: Any) -> list[Ended]:
    """How runs ended that did not wait, one after the other until one was done; each is a process that knows no other."""
    ends = [run_by_jobs(endpoint, reports, out, wait=False, **options)]
    while isinstance(ends[-1].stopped, JobsUnderWay):
        ends.append(run_by_jobs(endpoint, reports, out, wait=False, **options))
    return ends


def run_directly(endpoint: FakeEndpoint, reports: Path, out: Path, **changes: Any) -> Ended:
    """Read ``reports`` into ``out``, asking request by request."""
    return run_batch([reports], out, settings_for(endpoint, out.parent, **changes), processes=1)


def results(out: Path) -> dict[str, dict[str, Any]]:
    """The results in ``out`` by name, less what asking by jobs changes: cost, and the seconds of waiting."""
    read = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted((out / "results").glob("*.json"))}
    for result in read.values():
        del result["run"]["cost"], result["run"]["seconds"]
    return read


def expected_results(script: Any, reports: Path, folder: Path, **changes: Any) -> dict[str, dict[str, Any]]:
    """What asking directly gives, at an endpoint that answers by ``script``; ``folder`` is for this alone."""
    with FakeEndpoint(script) as endpoint:
        run_directly(endpoint, reports, folder / "run", **changes)
    return results(folder / "run")


def keys(lines: list[dict[str, Any]]) -> list[str]:
    """The names of ``lines``, which tell requests apart."""
    return [line["custom_id"] for line in lines]


def batches_of(endpoint: FakeEndpoint) -> FakeBatches:
    """The batch jobs of ``endpoint``."""
    assert endpoint.batches is not None
    return endpoint.batches
