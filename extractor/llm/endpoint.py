"""One HTTP exchange with an OpenAI-compatible endpoint: no retries, no judging of the answer, every fault as an error of ours."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self

from extractor.llm.clock import SYSTEM_CLOCK, Clock
from extractor.llm.connection import Connection
from extractor.llm.dialect import Dialect
from extractor.llm.errors import EndpointFailed, ModelNotFound, RequestRejected
from extractor.llm.secrets import without_secrets
from extractor.llm.settings import ModelSettings
from schemas import Tokens

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

Finish = Literal["complete", "truncated", "refused"]

_FINISHES: Mapping[str, Finish] = {"length": "truncated", "content_filter": "refused"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the words of the answer as they are, how it ended, its tokens (zero if not told), its seconds."""

    text: str
    finish: Finish
    usage: Tokens
    seconds: float


class Exchange(Protocol):
    """Whatever brings replies. ``half_price``: they are charged at half the list price."""

    @property
    def half_price(self) -> bool: ...

    async def send(self, body: Mapping[str, Any]) -> Reply:
        """The reply to ``body``; raises a :class:`~extractor.llm.errors.ModelError`."""
        ...

    async def close(self) -> None:
        """End the exchange."""
        ...


class Endpoint:
    """The endpoint that ``settings`` name. An asynchronous context manager: leaving it closes the connections.

    ``dialect`` is what is known of the names of its parameters; it grows.
    """

    half_price = False

    def __init__(self, settings: ModelSettings, clock: Clock = SYSTEM_CLOCK, dialect: Dialect | None = None) -> None:
        self._settings = settings
        self._clock = clock
        self._connection = Connection(settings, clock)
        self._dialect = dialect or Dialect()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._connection.close()

    async def send(self, body: Mapping[str, Any]) -> Reply:
        """The reply to ``body``; raises an :class:`EndpointError` that says whether trying again may help."""
        accepted = self._dialect.accepted(body)
        try:
            return await self._exchange(accepted)
        except RequestRejected as error:
            if not self._dialect.learn(error, accepted):
                raise
        return await self.send(body)

    async def models(self) -> tuple[str, ...]:
        """The names of the models the endpoint lists."""
        connection = self._connection
        with connection.faults():
            async with asyncio.timeout(self._settings.timeout_seconds):
                page = await connection.sdk.models.list(extra_headers=connection.headers)
        return tuple(without_secrets(model.id, self._settings) for model in page.data or ())

    async def _exchange(self, body: dict[str, Any]) -> Reply:
        connection, start = self._connection, self._clock.monotonic()
        with connection.faults():
            async with asyncio.timeout(self._settings.timeout_seconds):
                completion = await connection.sdk.chat.completions.create(**body, extra_headers=connection.headers)
        return reply_of(completion, self._clock.monotonic() - start)


def reply_of(completion: ChatCompletion | Any, seconds: float) -> Reply:
    """What a chat completion says, whether the model called the tool or simply wrote."""
    if isinstance(completion, str):
        raise ModelNotFound("The endpoint answered with a page instead of a chat completion.")
    choices: Any = getattr(completion, "choices", None)
    message = choices[0].message if choices else None
    if message is None:
        raise EndpointFailed("The endpoint answered without a message to read.")
    functions = [getattr(call, "function", None) for call in message.tool_calls or ()]
    called = "\n".join(function.arguments or "" for function in functions if function is not None)
    finish: Finish = "refused" if message.refusal else _FINISHES.get(choices[0].finish_reason, "complete")
    return Reply(called.strip() or message.content or "", finish, _tokens(completion.usage), seconds)


def reply_from_json(body: Mapping[str, Any]) -> Reply:
    """What a chat completion says that came as JSON, at a time of its own: its seconds are zero."""
    from openai.types.chat import ChatCompletion

    return reply_of(ChatCompletion.construct(**body), 0.0)


def _tokens(usage: Any) -> Tokens:
    if usage is None:
        return Tokens()
    details = getattr(usage, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", None) or getattr(usage, "prompt_cache_hit_tokens", None)
    return Tokens(prompt=usage.prompt_tokens or 0, cached=cached or 0, completion=usage.completion_tokens or 0)
