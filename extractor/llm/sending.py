"""The way of one request to the endpoint: the transport loop, within limits and budget, counted, and rid of secrets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from extractor.llm.answer import total
from extractor.llm.budget import Spending
from extractor.llm.clock import Clock
from extractor.llm.endpoint import Exchange, Reply
from extractor.llm.errors import EndpointBusy, EndpointError
from extractor.llm.events import EventHook, Sent, Waited
from extractor.llm.limits import Throttle
from extractor.llm.request import compact_json, estimate_tokens
from extractor.llm.secrets import without_secrets
from extractor.llm.settings import ModelSettings
from extractor.llm.transport import deliver
from schemas import Tokens


@dataclass(frozen=True, slots=True)
class Line:
    """What all requests of a client share."""

    settings: ModelSettings
    endpoint: Exchange
    throttle: Throttle
    budget: Spending
    emit: EventHook
    clock: Clock


class Sender:
    """Sends the bodies of the request ``key``, first and re-asked, over ``line``.

    ``usage``, ``seconds`` and ``attempts`` sum up what the endpoint answered so far, fit or not.
    """

    def __init__(self, line: Line, key: str) -> None:
        self._line = line
        self._key = key
        self._sent = 0
        self.usage = Tokens()
        self.seconds = 0.0
        self.attempts = 0

    async def send(self, body: Mapping[str, Any]) -> Reply:
        """The reply to ``body``, after as many tries as it takes and the settings allow."""
        reply = await deliver(lambda: self._try(body), self._line.settings, self._tell_wait, self._line.clock)
        self.usage = total((self.usage, reply.usage))
        self.seconds += reply.seconds
        self.attempts += 1
        return reply

    async def _try(self, body: Mapping[str, Any]) -> Reply:
        line = self._line
        tokens = self._tokens(body)
        async with line.throttle.slot(tokens, self._tell_rate):
            line.budget.check()
            self._sent += 1
            line.emit(Sent(self._key, self._sent))
            reply = await line.endpoint.send(body)
        line.budget.record(reply.usage)
        line.throttle.used(tokens, reply.usage.prompt + reply.usage.completion)
        return replace(reply, text=without_secrets(reply.text, line.settings))

    def _tokens(self, body: Mapping[str, Any]) -> int:
        return estimate_tokens(compact_json(body)) if self._line.settings.tokens_per_minute else 0

    def _tell_wait(self, error: EndpointError, seconds: float) -> None:
        self._line.emit(Waited(self._key, seconds, "busy" if isinstance(error, EndpointBusy) else "failed"))

    def _tell_rate(self, seconds: float) -> None:
        self._line.emit(Waited(self._key, seconds, "rate"))
