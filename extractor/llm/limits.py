"""How much may be under way: a concurrency limit that follows the endpoint, and rates a minute."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from extractor.llm.clock import SYSTEM_CLOCK, Clock
from extractor.llm.errors import EndpointError
from extractor.llm.settings import ModelSettings


class RateLimit:
    """At most ``per_minute`` units a minute, evenly spread: a token bucket that may run into debt by one request.

    :meth:`take` books an amount and says how many seconds to wait before it may go; nothing here sleeps.
    """

    def __init__(self, per_minute: float, clock: Clock = SYSTEM_CLOCK) -> None:
        self._per_second = per_minute / 60
        self._clock = clock
        self._free_at = clock.monotonic()

    def take(self, amount: float) -> float:
        """Seconds until ``amount`` may go; it is booked behind everything taken before."""
        now = self._clock.monotonic()
        start = max(now, self._free_at)
        self._free_at = start + amount / self._per_second
        return start - now

    def correct(self, amount: float) -> None:
        """Book ``amount`` more (or less, if below zero) than was taken."""
        self._free_at += amount / self._per_second


class Throttle:
    """Lets requests out one by one within all limits.

    The concurrency halves when the endpoint pushes back, once for each wave of requests, and a request that goes well
    wins back one place in so many as there are; a wait that the endpoint asks for holds for all requests.
    """

    def __init__(self, settings: ModelSettings, clock: Clock = SYSTEM_CLOCK) -> None:
        from anyio import CapacityLimiter

        self._clock = clock
        self._ceiling = settings.concurrency
        self._allowed = float(settings.concurrency)
        self._limiter = CapacityLimiter(settings.concurrency)
        self._requests = RateLimit(settings.requests_per_minute, clock) if settings.requests_per_minute else None
        self._tokens = RateLimit(settings.tokens_per_minute, clock) if settings.tokens_per_minute else None
        self._longest_wait = settings.longest_wait_seconds
        self._wave = 0
        self._closed_until = clock.monotonic()

    @property
    def concurrency(self) -> int:
        """Requests that may be in flight now."""
        return int(self._allowed)

    @asynccontextmanager
    async def slot(self, tokens: int, on_wait: Callable[[float], None]) -> AsyncIterator[None]:
        """Hold one place in flight for a request of about ``tokens``; what goes wrong inside tells how the endpoint fares."""
        async with self._limiter:
            await self._wait_for_rates(tokens, on_wait)
            await self._wait_for_opening()
            wave = self._wave
            try:
                yield
            except EndpointError as error:
                if error.pushes_back:
                    self._pushed_back(wave, error.retry_after or 0.0)
                raise
            self._went_well()

    def used(self, estimated: int, actual: int) -> None:
        """Correct the token rate by what a request really used."""
        if self._tokens is not None:
            self._tokens.correct(actual - estimated)

    async def _wait_for_rates(self, tokens: int, on_wait: Callable[[float], None]) -> None:
        waits = [self._requests.take(1)] if self._requests else []
        waits += [self._tokens.take(tokens)] if self._tokens else []
        seconds = max(waits, default=0.0)
        if seconds > 0:
            on_wait(seconds)
            await self._clock.sleep(seconds)

    async def _wait_for_opening(self) -> None:
        while (seconds := self._closed_until - self._clock.monotonic()) > 0:
            await self._clock.sleep(seconds)

    def _pushed_back(self, wave: int, seconds: float) -> None:
        self._closed_until = max(self._closed_until, self._clock.monotonic() + min(seconds, self._longest_wait))
        if wave == self._wave:  # the others of this wave tell the same story
            self._wave += 1
            self._allow(max(1.0, self._allowed / 2))

    def _went_well(self) -> None:
        if self._allowed < self._ceiling:
            self._allow(min(float(self._ceiling), self._allowed + 1 / self._allowed))

    def _allow(self, places: float) -> None:
        self._allowed = places
        self._limiter.total_tokens = int(places)
