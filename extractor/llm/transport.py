"""The transport loop: the same request is sent again while the endpoint may still answer it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception
from tenacity.wait import wait_random_exponential

from extractor.llm.clock import SYSTEM_CLOCK, Clock
from extractor.llm.errors import EndpointBusy, EndpointError
from extractor.llm.settings import ModelSettings

R = TypeVar("R")
WaitHook = Callable[[EndpointError, float], None]

_FIRST_WAIT_SECONDS = 1.0


async def deliver(send: Callable[[], Awaitable[R]], settings: ModelSettings, on_wait: WaitHook, clock: Clock = SYSTEM_CLOCK) -> R:
    """What ``send`` returns, tried again after errors that may pass; the last error is raised as it is.

    A busy endpoint (429) costs no try; the waiting in all is bounded by ``total_wait_seconds``.
    """
    patience = _Patience(settings, on_wait)
    retrying = AsyncRetrying(
        sleep=clock.sleep,
        retry=retry_if_exception(_may_pass),
        wait=patience.wait,
        stop=patience.is_over,
        before_sleep=patience.tell,
        reraise=True,
    )
    async for attempt in retrying:
        with attempt:
            return await send()
    raise AssertionError("tenacity raises the last error")


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, EndpointError) and error.retryable


def _error(state: RetryCallState) -> EndpointError:
    error = state.outcome and state.outcome.exception()
    assert isinstance(error, EndpointError)
    return error


class _Patience:
    """How long to wait, and when to give up, for one request."""

    def __init__(self, settings: ModelSettings, on_wait: WaitHook) -> None:
        self._settings = settings
        self._on_wait = on_wait
        self._failures = 0
        self._full_jitter = wait_random_exponential(_FIRST_WAIT_SECONDS, settings.longest_wait_seconds)

    def wait(self, state: RetryCallState) -> float:
        """Seconds to the next try: as the endpoint asks, else anything up to a bound that doubles."""
        asked = _error(state).retry_after
        return min(asked, self._settings.longest_wait_seconds) if asked is not None else self._full_jitter(state)

    def is_over(self, state: RetryCallState) -> bool:
        """Whether the tries or the time are used up (tenacity asks after ``wait``, so the coming wait counts)."""
        self._failures += not isinstance(_error(state), EndpointBusy)
        waited = state.idle_for + state.upcoming_sleep
        return self._failures >= self._settings.transport_attempts or waited > self._settings.total_wait_seconds

    def tell(self, state: RetryCallState) -> None:
        """Tell the hook about the wait that begins."""
        self._on_wait(_error(state), state.upcoming_sleep)
