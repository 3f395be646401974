"""What the model-calling layer costs on top of the waiting: ``python -m benchmarks.overhead``.

Many requests go, some at a time, to a local endpoint that takes a fixed time to answer and runs in a process of its own. The
ideal is the waiting alone. The rows are the bare SDK, instructor as it comes, and this project's client with a store, one after
the other in this process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field
from rich.console import Console
from rich.table import Table

from benchmarks.row import dated
from extractor.llm.client import ModelClient
from extractor.llm.request import prepare
from extractor.llm.settings import ModelSettings
from extractor.llm.store import AnswerStore
from schemas import Bound, Status

SENTENCE = "2023 年，甲市地区生产总值完成 830.6 亿元，同比增长 8.1%，规模以上工业增加值增长 9.2%。"
INSTRUCTION = "你从政府工作报告中摘录指标，每个数字恰好属于一条记录，数值、单位、限定词照原文。" * 30

WALL_TARGET = 2.0
CPU_TARGET = 8.0
BASELINE = "openai alone"
OURS = "this client"


class Amount(BaseModel):
    """一个数量"""

    value: float = Field(description="数值，按原文单位")
    upper: float | None = Field(default=None, description="区间上限")
    unit: str = Field(description="单位，照原文")
    bound: Bound = Field(default=Bound.EXACT, description="限定")


class Draft(BaseModel):
    """一条指标"""

    name: str = Field(description="量的是什么")
    region: str | None = Field(default=None, description="地区")
    period: str | None = Field(default=None, description="时期")
    value: Amount | None = Field(default=None, description="总量或水平")
    change: Amount | None = Field(default=None, description="变化；下降为负")
    status: Status = Field(default=Status.ACTUAL, description="是否预计")
    quote: str = Field(description="原文引句")


class Chunk(BaseModel):
    """一段文字里的指标"""

    drafts: list[Draft] = Field(description="按原文次序")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the wall, and seconds of this process's CPU."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Load:
    """How many requests go, how many of them at a time, and how many seconds the endpoint takes to answer."""

    requests: int = 360
    in_flight: int = 50
    latency: float = 0.3

    @property
    def ideal(self) -> float:
        """Seconds of waiting alone."""
        return self.requests / self.in_flight * self.latency


Ask = Callable[[Sequence[dict[str, str]]], Awaitable[Any]]


def messages(number: int) -> list[dict[str, str]]:
    """A prompt of the size of a chunk, different for each ``number``."""
    return [{"role": "system", "content": INSTRUCTION}, {"role": "user", "content": f"第 {number} 段。{SENTENCE * 20}"}]


def sample_answer() -> str:
    """The answer every request gets: twenty records."""
    draft = {"name": "地区生产总值", "period": "2023", "value": {"value": 830.6, "unit": "亿元"}, "quote": SENTENCE}
    return json.dumps({"drafts": [draft] * 20}, ensure_ascii=False)


@contextmanager
def slow_endpoint(latency: float) -> Iterator[str]:
    """The base URL of an endpoint in its own process that takes ``latency`` seconds to answer."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as content:
        content.write(sample_answer())
        content.flush()
        options = ["--port", "0", "--latency", str(latency), "--content", content.name]
        with subprocess.Popen([sys.executable, "-m", "tests.fake_endpoint", *options], stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                yield server.stdout.readline().strip()
            finally:
                server.terminate()


async def measure(ask: Ask, requests: int, in_flight: int) -> Cost:
    """What ``requests`` calls of ``ask`` cost, ``in_flight`` at a time, after one to warm up."""
    await ask(messages(-1))
    places = asyncio.Semaphore(in_flight)

    async def one(number: int) -> None:
        async with places:
            await ask(messages(number))

    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(one(number) for number in range(requests)))
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


async def bare_sdk(settings: ModelSettings, requests: int, in_flight: int) -> Cost:
    """The SDK alone: a body made beforehand, the answer not read."""
    from openai import AsyncOpenAI

    body = dict(prepare(settings, "tools", messages(0), Chunk).body)
    async with AsyncOpenAI(api_key="none", base_url=settings.base_url, max_retries=0) as sdk:
        return await measure(lambda words: sdk.chat.completions.create(**{**body, "messages": words}), requests, in_flight)


async def plain_instructor(settings: ModelSettings, requests: int, in_flight: int) -> Cost:
    """Instructor over the SDK, as its documentation shows it."""
    import instructor
    from openai import AsyncOpenAI

    async with AsyncOpenAI(api_key="none", base_url=settings.base_url, max_retries=0) as sdk:
        patched: Any = instructor.from_openai(sdk, mode=instructor.Mode.TOOLS)
        return await measure(
            lambda words: patched.create(response_model=Chunk, messages=words, model=settings.model, max_retries=0),
            requests,
            in_flight,
        )


async def this_client(settings: ModelSettings, requests: int, in_flight: int) -> Cost:
    """The client of this project, with limits, loops, and a store on disk."""
    with tempfile.TemporaryDirectory() as folder, AnswerStore(Path(folder) / "answers") as store:
        async with ModelClient(settings, store) as client:
            cost = await measure(lambda words: client.ask(words, Chunk), requests, in_flight)
        assert store.measure().rows == requests + 1
    return cost


CLIENTS: Mapping[str, Callable[[ModelSettings, int, int], Awaitable[Cost]]] = {
    BASELINE: bare_sdk,
    "plain instructor": plain_instructor,
    OURS: this_client,
}


def costs(load: Load) -> dict[str, Cost]:
    """What the load costs each client."""
    with slow_endpoint(load.latency) as base_url:
        settings = ModelSettings(model="fake-model", base_url=base_url, mode="tools", concurrency=load.in_flight)
        return {name: asyncio.run(_run(run, settings, load)) for name, run in CLIENTS.items()}


async def _run(run: Callable[[ModelSettings, int, int], Awaitable[Cost]], settings: ModelSettings, load: Load) -> Cost:
    return await run(settings, load.requests, load.in_flight)


def main() -> None:
    """Measure and print one table; exit 1 where the client misses its targets."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overhead", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--requests", type=int, default=Load.requests)
    parser.add_argument("--in-flight", type=int, default=Load.in_flight)
    parser.add_argument("--latency", type=float, default=Load.latency, metavar="SECONDS")
    load = Load(**vars(parser.parse_args()))
    measured = costs(load)
    Console(width=120).print(table(measured, load))
    ours = measured[OURS]
    if ours.wall / load.ideal > WALL_TARGET or ours.cpu / load.requests * 1000 > CPU_TARGET:
        raise SystemExit(1)


def table(measured: Mapping[str, Cost], load: Load) -> Table:
    """One row a client: wall time against the ideal, and CPU a request."""
    title = f"{load.requests} requests, {load.in_flight} in flight, {load.latency * 1000:.0f} ms each: ideal {load.ideal:.2f} s"
    shown = Table(title=dated(title), title_justify="left")
    wall, cpu = f"× ideal (target ≤ {WALL_TARGET})", f"CPU ms a request (target ≤ {CPU_TARGET:g})"
    for column in ("client", "wall s", wall, cpu, f"× {BASELINE}"):
        shown.add_column(column, justify="left" if column == "client" else "right")
    for name, cost in measured.items():
        ratio = f"{cost.cpu / measured[BASELINE].cpu:.1f}"
        shown.add_row(name, f"{cost.wall:.2f}", f"{cost.wall / load.ideal:.2f}", f"{cost.cpu / load.requests * 1000:.1f}", ratio)
    return shown


if __name__ == "__main__":
    main()
