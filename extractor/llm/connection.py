"""A connection to an endpoint: the SDK with the key that goes with it, and what it raises as errors of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from extractor.llm.clock import SYSTEM_CLOCK, Clock
from extractor.llm.faults import translate
from extractor.llm.settings import ModelSettings

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class Connection:
    """The SDK's client, ``sdk``, for the endpoint of ``settings``; it retries nothing. Every call needs ``headers``."""

    def __init__(self, settings: ModelSettings, clock: Clock = SYSTEM_CLOCK) -> None:
        import openai

        self._settings = settings
        self._clock = clock
        key = settings.api_key.get_secret_value()
        self.sdk: AsyncOpenAI = openai.AsyncOpenAI(
            api_key=key or "none", base_url=settings.base_url, max_retries=0, timeout=settings.timeout_seconds
        )
        self.headers: dict[str, Any] = {} if key else {"Authorization": openai.omit}

    async def close(self) -> None:
        """Close the connections."""
        await self.sdk.close()

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Raise what goes wrong inside as an :class:`~extractor.llm.errors.EndpointError`."""
        import openai

        try:
            yield
        except (openai.APIError, TimeoutError, ValueError) as error:
            # Not chained: what the SDK raises quotes the endpoint, which may quote the key.
            raise translate(error, self._settings, self._clock.wall()) from None
