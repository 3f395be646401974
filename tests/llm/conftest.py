"""What the tests of the model-calling layer share: a clock that does not wait, small settings, and small types to ask for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from extractor.llm.client import ModelClient
from extractor.llm.clock import Clock
from extractor.llm.events import Event
from extractor.llm.settings import ModelSettings
from extractor.llm.store import AnswerStore
from tests.fake_endpoint import FakeEndpoint

KEY = "sk-very-secret-4711"
MESSAGES = ({"role": "system", "content": "你摘录指标。"}, {"role": "user", "content": "地区生产总值完成 830.6 亿元。"})


class Item(BaseModel):
    """一个指标"""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, description="指标名称")
    value: float | None = Field(default=None, description="数值")


class Reading(BaseModel):
    """一段文字里的指标"""

    model_config = ConfigDict(extra="forbid")

    items: tuple[Item, ...] = Field(default=(), description="按原文次序")


GDP = Item(name="地区生产总值", value=830.6)
GOOD = {"items": [{"name": "地区生产总值", "value": 830.6}]}
BAD = {"items": [{"name": "地区生产总值", "value": "很多"}]}


class FakeClock:
    """Time that passes only in sleep, at once; ``slept`` lists the waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        self.clock = Clock(monotonic=lambda: self.now, wall=lambda: 1_800_000_000 + self.now, sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def settings_for(endpoint: FakeEndpoint, **changes: Any) -> ModelSettings:
    """Settings for ``endpoint`` in tools mode, unless ``changes`` say otherwise."""
    values = {"model": "fake-model", "base_url": endpoint.base_url, "api_key": KEY, "mode": "tools", "timeout_seconds": 5.0}
    return ModelSettings.model_validate(values | changes)


class Run:
    """Asks of one client: what came of each (an answer or the error), the events, what was spent and the concurrency left."""

    def __init__(self) -> None:
        self.results: list[Any] = []
        self.events: list[Event] = []
        self.spent: Any = None
        self.concurrency = 0

    @property
    def result(self) -> Any:
        (only,) = self.results
        return only

    def kinds(self) -> list[str]:
        return [type(event).__name__ for event in self.events]


def ask(
    settings: ModelSettings,
    texts: Sequence[str] = ("地区生产总值完成 830.6 亿元。",),
    response_model: type[BaseModel] = Reading,
    *,
    clock: FakeClock | None = None,
    store: AnswerStore | None = None,
    on_event: Callable[[Event], None] | None = None,
    **options: Any,
) -> Run:
    """Ask about all ``texts`` at once with one client."""
    run = Run()

    def note(event: Event) -> None:
        run.events.append(event)
        if on_event is not None:
            on_event(event)

    async def go() -> None:
        time = Clock() if clock is None else clock.clock
        async with ModelClient(settings, store, note, clock=time, **options) as client:
            asked = (client.ask((MESSAGES[0], {"role": "user", "content": text}), response_model) for text in texts)
            run.results = list(await asyncio.gather(*asked, return_exceptions=True))
            run.spent, run.concurrency = client.spent, client.concurrency

    asyncio.run(go())
    return run
