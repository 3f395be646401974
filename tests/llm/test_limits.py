"""Limits: rates a minute over a clock of our own, and a concurrency that follows the endpoint."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.llm.errors import EndpointBusy, EndpointFailed, ModelError, RequestRejected
from extractor.llm.events import Waited
from extractor.llm.limits import RateLimit, Throttle
from extractor.llm.settings import ModelSettings
from tests.fake_endpoint import FakeEndpoint
from tests.llm.conftest import FakeClock, ask, settings_for


def throttle(clock: FakeClock, **settings: float) -> Throttle:
    return Throttle(ModelSettings.model_validate({"model": "m", **settings}), clock.clock)


async def pass_through(gate: Throttle, error: ModelError | None = None, together: asyncio.Barrier | None = None) -> None:
    """One request through ``gate``, which ends in ``error`` if there is one, once all that go ``together`` are under way."""
    try:
        async with gate.slot(0, lambda seconds: None):
            if together is not None:
                await together.wait()
            if error is not None:
                raise error
    except ModelError:
        pass


@given(
    st.integers(1, 1000),
    st.lists(st.tuples(st.floats(0, 30), st.floats(0.1, 400)), min_size=1, max_size=40),
)
def test_no_minute_holds_more_than_the_rate_and_one_request(per_minute: int, arrivals: list[tuple[float, float]]) -> None:
    clock = FakeClock()
    rate = RateLimit(per_minute, clock.clock)
    goes: list[tuple[float, float]] = []
    for pause, amount in arrivals:
        clock.now += pause
        goes.append((clock.now + rate.take(amount), amount))
    largest = max(amount for _, amount in goes)
    for start, _ in goes:
        assert sum(amount for at, amount in goes if start <= at < start + 60) <= per_minute + largest + 1e-6


def test_a_rate_lets_the_first_go_at_once_and_the_next_in_its_time() -> None:
    rate = RateLimit(30, FakeClock().clock)
    assert [rate.take(1) for _ in range(3)] == pytest.approx([0, 2, 4])


def test_a_rate_forgets_idle_time() -> None:
    clock = FakeClock()
    rate = RateLimit(30, clock.clock)
    rate.take(1)
    clock.now += 3600
    assert [rate.take(1) for _ in range(2)] == pytest.approx([0, 2])


def test_a_rate_is_corrected_by_what_was_really_used() -> None:
    rate = RateLimit(600, FakeClock().clock)
    rate.take(100)
    rate.correct(-40)
    assert rate.take(1) == pytest.approx(6)


def test_the_concurrency_halves_once_a_wave_and_never_falls_below_one(clock: FakeClock) -> None:
    async def go() -> list[int]:
        gate = throttle(clock, concurrency=8)
        seen = []
        for _ in range(5):
            wave = asyncio.Barrier(gate.concurrency)
            busy = EndpointBusy("busy", status=429)
            await asyncio.gather(*(pass_through(gate, busy, wave) for _ in range(wave.parties)))
            seen.append(gate.concurrency)
        return seen

    assert asyncio.run(go()) == [4, 2, 1, 1, 1]


@pytest.mark.parametrize(
    ("error", "left"),
    [
        (EndpointBusy("busy", status=429), 4),
        (EndpointFailed("overloaded", status=503), 4),
        (EndpointFailed("broken", status=500), 8),
        (RequestRejected("bad", status=400), 8),
    ],
)
def test_only_pushing_back_shrinks_the_concurrency(clock: FakeClock, error: ModelError, left: int) -> None:
    async def go() -> int:
        gate = throttle(clock, concurrency=8)
        await pass_through(gate, error)
        return gate.concurrency

    assert asyncio.run(go()) == left


def test_the_concurrency_grows_again_by_one_place_a_round_up_to_the_ceiling(clock: FakeClock) -> None:
    async def go() -> list[int]:
        gate = throttle(clock, concurrency=4)
        await pass_through(gate, EndpointBusy("busy", status=429))
        seen = [gate.concurrency]
        for _ in range(30):
            await pass_through(gate)
            seen.append(gate.concurrency)
        return seen

    seen = asyncio.run(go())
    assert seen == sorted(seen)
    assert seen[0] == seen[1] == 2, "one good answer is not enough"
    assert seen[3] == 3
    assert seen[-1] == 4


def test_a_smaller_concurrency_lets_fewer_through_at_once(clock: FakeClock) -> None:
    async def go() -> int:
        gate = throttle(clock, concurrency=8)
        await pass_through(gate, EndpointBusy("busy", status=429))
        inside = most = 0

        async def look() -> None:
            nonlocal inside, most
            async with gate.slot(0, lambda seconds: None):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.01)
                inside -= 1

        await asyncio.gather(*(look() for _ in range(4 + 4)))
        return most

    assert asyncio.run(go()) == 4


def test_a_wait_the_endpoint_asks_for_holds_for_all(clock: FakeClock) -> None:
    async def go() -> float:
        gate = throttle(clock, concurrency=4, longest_wait_seconds=60)
        await pass_through(gate, EndpointBusy("busy", status=429, retry_after=7.0))
        before = clock.now
        await pass_through(gate)
        return clock.now - before

    assert asyncio.run(go()) == pytest.approx(7)


def test_requests_in_flight_stay_within_the_concurrency() -> None:
    with FakeEndpoint(latency=0.02) as endpoint:
        run = ask(settings_for(endpoint, concurrency=3), [f"第{number}句。" for number in range(12)])
    assert len(endpoint.requests) == len(run.results) == 12
    assert endpoint.most_at_once == 3


@pytest.mark.parametrize(
    ("limit", "seconds"),
    [({"requests_per_minute": 30}, 2), ({"tokens_per_minute": 1200}, 6)],  # the endpoint reports 120 tokens a request
)
def test_rates_hold_requests_back(clock: FakeClock, limit: dict[str, int], seconds: float) -> None:
    with FakeEndpoint() as endpoint:
        run = ask(settings_for(endpoint, concurrency=1, **limit), ["一。", "二。", "三。"], clock=clock)
    waits = [event.seconds for event in run.events if isinstance(event, Waited) and event.reason == "rate"]
    assert waits == clock.slept == pytest.approx([seconds, seconds])
