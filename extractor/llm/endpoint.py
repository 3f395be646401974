"""One HTTP exchange with an OpenAI-compatible endpoint: no retries, no judging of the answer, every fault as an error of ours."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from extractor.llm.clock import SYSTEM_CLOCK, Clock
from extractor.llm.errors import EndpointFailed, ModelNotFound, RequestRejected
from extractor.llm.faults import translate
from extractor.llm.settings import ModelSettings
from schemas import Tokens

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

Finish = Literal["complete", "truncated", "refused"]

_FINISHES: Mapping[str, Finish] = {"length": "truncated", "content_filter": "refused"}

# Parameters that some models refuse, and the name they want instead (or none at all).
_SUBSTITUTES: Mapping[str, str | None] = {"temperature": None, "max_tokens": "max_completion_tokens"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the words of the answer as they are, how it ended, its tokens (zero if not told), its seconds."""

    text: str
    finish: Finish
    usage: Tokens
    seconds: float


class Endpoint:
    """The endpoint that ``settings`` name. An asynchronous context manager: leaving it closes the connections."""

    def __init__(self, settings: ModelSettings, clock: Clock = SYSTEM_CLOCK) -> None:
        import openai

        self._settings = settings
        self._clock = clock
        key = settings.api_key.get_secret_value()
        self._sdk = openai.AsyncOpenAI(
            api_key=key or "none", base_url=settings.base_url, max_retries=0, timeout=settings.timeout_seconds
        )
        self._headers: dict[str, Any] = {} if key else {"Authorization": openai.omit}
        self._renamed: dict[str, str | None] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._sdk.close()

    async def send(self, body: Mapping[str, Any]) -> Reply:
        """The reply to ``body``; raises an :class:`EndpointError` that says whether trying again may help."""
        accepted = self._accepted(body)
        try:
            return await self._exchange(accepted)
        except RequestRejected as error:
            if error.parameter not in _SUBSTITUTES or error.parameter not in accepted:
                raise
            self._renamed[error.parameter] = _SUBSTITUTES[error.parameter]
        return await self.send(body)

    async def models(self) -> tuple[str, ...]:
        """The names of the models the endpoint lists."""
        with self._faults():
            async with asyncio.timeout(self._settings.timeout_seconds):
                page = await self._sdk.models.list(extra_headers=self._headers)
        return tuple(model.id for model in page.data or ())

    def _accepted(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """``body`` without the parameters that this endpoint has refused, or under the names it wants."""
        names = {name: self._renamed.get(name, name) for name in body}
        return {new: body[name] for name, new in names.items() if new is not None}

    async def _exchange(self, body: dict[str, Any]) -> Reply:
        start = self._clock.monotonic()
        with self._faults():
            async with asyncio.timeout(self._settings.timeout_seconds):
                completion = await self._sdk.chat.completions.create(**body, extra_headers=self._headers)
        return reply_of(completion, self._clock.monotonic() - start)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        import openai

        try:
            yield
        except (openai.APIError, TimeoutError, ValueError) as error:
            # Not chained: what the SDK raises quotes the endpoint, which may quote the key.
            raise translate(error, self._settings, self._clock.wall()) from None


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


def _tokens(usage: Any) -> Tokens:
    if usage is None:
        return Tokens()
    details = getattr(usage, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", None) or getattr(usage, "prompt_cache_hit_tokens", None)
    return Tokens(prompt=usage.prompt_tokens or 0, cached=cached or 0, completion=usage.completion_tokens or 0)
