"""Runs by batch jobs and runs that ask directly, with the same answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from extractor.batch import run_batch
from extractor.batch.progress import Status
from extractor.batch.provider import open_batch_api
from extractor.batch.provider.terms import Terms
from extractor.batch.run import Ended
from extractor.llm.clock import Clock
from extractor.llm.settings import ModelSettings
from extractor.settings import Settings
from tests.fake_endpoint import FakeEndpoint

KEY = "sk-very-secret-4711"


class FakeTime:
    """Seconds that pass only in sleep, at once; ``slept`` lists the waits."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.clock = Clock(sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


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
    on_status = (lambda _: None) if told is None else told.append
    options = {"wait": wait, "terms": terms, "clock": (time or FakeTime()).clock, "on_status": on_status}
    open_reader = partial(open_batch_api, **options)
    settings = settings_for(endpoint, out.parent, **changes)
    return run_batch([reports], out, settings, processes=1, on_status=on_status, open_reader=open_reader)


def run_directly(endpoint: FakeEndpoint, reports: Path, out: Path, **changes: Any) -> Ended:
    """Read ``reports`` into ``out``, asking request by request."""
    return run_batch([reports], out, settings_for(endpoint, out.parent, **changes), processes=1)


def results(out: Path) -> dict[str, dict[str, Any]]:
    """The results in ``out`` by name."""
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted((out / "results").glob("*.json"))}


def without_times(result: Mapping[str, Any]) -> dict[str, Any]:
    """``result`` less what asking by jobs changes: cost, and the seconds of waiting."""
    run = {name: value for name, value in result["run"].items() if name not in ("cost", "seconds")}
    return {**result, "run": run}
