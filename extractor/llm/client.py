"""The client: from messages and a type to a valid answer, asked for only once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ValidationError

from extractor.llm.answer import Answer
from extractor.llm.budget import Budget, Spending, Spent
from extractor.llm.clock import SYSTEM_CLOCK, Clock
from extractor.llm.endpoint import Endpoint, Exchange
from extractor.llm.errors import AnswerError, ConfigurationError, EndpointFailed, FailedAttempt, ModelError, RequestRejected
from extractor.llm.events import Answered, EventHook, Failed, FromStore, Reasked, ignore
from extractor.llm.limits import Throttle
from extractor.llm.request import Message, PreparedRequest, prepare
from extractor.llm.sending import Line, Sender
from extractor.llm.settings import MODES, Mode, ModelSettings
from extractor.llm.store import Answers, StoredAnswer, timestamp
from extractor.llm.trial import MESSAGES, TrialAnswer
from extractor.llm.validation import ReaskWording, Valid, converse, reask_wording
from schemas import Tokens

T = TypeVar("T", bound=BaseModel)


class ModelClient:
    """Asks the model of ``settings``; an asynchronous context manager.

    Valid answers are kept in ``store``, if there is one, before they are returned, and taken from there unless ``refresh``.
    ``on_event`` is told what happens; ``endpoint`` brings the replies, where that is not the endpoint of ``settings`` itself; a
    ``budget`` given is one that others spend from too.
    Leaving the context drops what is still in flight; the store stays open.
    """

    def __init__(
        self,
        settings: ModelSettings,
        store: Answers | None = None,
        on_event: EventHook = ignore,
        *,
        refresh: bool = False,
        clock: Clock = SYSTEM_CLOCK,
        endpoint: Exchange | None = None,
        budget: Spending | None = None,
    ) -> None:
        self._settings = settings
        self._store = store
        self._emit = on_event
        self._refresh = refresh
        exchange = endpoint or Endpoint(settings, clock)
        budget = Budget(settings) if budget is None else budget
        self._line = Line(settings, exchange, Throttle(settings, clock), budget, on_event, clock)
        self._mode: Mode | None = None if settings.mode == "auto" else settings.mode
        self._settling = asyncio.Lock()
        self._in_flight: dict[str, asyncio.Task[Answer[Any]]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        tasks = list(self._in_flight.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._line.endpoint.close()

    @property
    def spent(self) -> Spent:
        """What this client has spent so far; answers from the store cost nothing."""
        return self._line.budget.spent

    @property
    def concurrency(self) -> int:
        """Requests that may be in flight now: fewer than the settings allow while the endpoint pushes back."""
        return self._line.throttle.concurrency

    async def ask(
        self,
        messages: Sequence[Message],
        response_model: type[T],
        *,
        prompt_version: str = "",
        wording: ReaskWording = reask_wording,
    ) -> Answer[T]:
        """A valid ``response_model`` in answer to ``messages``; raises a :class:`ModelError` that says why there is none.

        ``prompt_version`` is noted in the store; ``wording`` says to the model what is wrong with an answer that does not fit.
        Equal requests in flight at once are sent once.
        """
        modes = MODES if self._mode is None else (self._mode,)
        requests = {mode: prepare(self._settings, mode, messages, response_model) for mode in modes}
        for request in requests.values():
            if (kept := self._kept(request)) is not None:
                return kept
        return await self._once(requests[await self.settled_mode()], prompt_version, wording)

    def _kept(self, request: PreparedRequest[T]) -> Answer[T] | None:
        stored = None if self._store is None or self._refresh else self._store.get(request.key)
        if stored is None:
            return None
        try:
            value = request.response_model.model_validate_json(stored.answer)
        except ValidationError:  # the type has become stricter since: ask again
            return None
        self._emit(FromStore(request.key))
        usage = Tokens(prompt=stored.prompt_tokens, cached=stored.cached_tokens, completion=stored.completion_tokens)
        return Answer(value, usage, stored.seconds, stored.attempts, stored.model, from_store=True, half_price=stored.half_price)

    async def _once(self, request: PreparedRequest[T], prompt_version: str, wording: ReaskWording) -> Answer[T]:
        """The answer to ``request``, sent by whoever asks first; a cancelled caller leaves it to the others, and to the store."""
        flying = self._in_flight.get(request.key)
        if flying is not None:
            return replace(await asyncio.shield(flying), from_store=True)
        task = asyncio.create_task(self._send(request, prompt_version, wording))
        self._in_flight[request.key] = task
        task.add_done_callback(partial(self._landed, request.key))
        return await asyncio.shield(task)

    def _landed(self, key: str, task: asyncio.Task[Answer[Any]]) -> None:
        del self._in_flight[key]
        if not task.cancelled():
            task.exception()  # seen, even if no caller is left to see it

    async def _send(self, request: PreparedRequest[T], prompt_version: str, wording: ReaskWording) -> Answer[T]:
        sender = Sender(self._line, request.key)
        valid = await self._converse(request, sender, wording)
        half_price = self._line.endpoint.half_price
        answer = Answer(valid.value, sender.usage, sender.seconds, sender.attempts, self._settings.model, half_price=half_price)
        if self._store is not None:
            self._store.put(_to_store(request.key, valid.json, answer, prompt_version))
        self._emit(Answered(request.key, answer.seconds, answer.usage, answer.attempts))
        return answer

    async def _converse(self, request: PreparedRequest[T], sender: Sender, wording: ReaskWording = reask_wording) -> Valid[T]:
        def tell(attempt: FailedAttempt) -> None:
            self._emit(Reasked(request.key, len(attempt.problems)))

        try:
            return await converse(request, sender.send, reasks=self._settings.reasks, on_reask=tell, wording=wording)
        except ModelError as error:
            error.usage, error.half_price = sender.usage, self._line.endpoint.half_price
            self._emit(Failed(request.key, type(error).__name__, getattr(error, "status", None)))
            raise

    async def settled_mode(self) -> Mode:
        """The mode of the settings, or for ``auto`` the first that works, found out once."""
        async with self._settling:
            if self._mode is None:
                self._mode = await self._first_working_mode()
        return self._mode

    async def _first_working_mode(self) -> Mode:
        problems: list[str] = []
        line = replace(self._line, settings=self._settings.model_copy(update={"transport_attempts": 1}))
        for mode in MODES:
            request = prepare(self._settings, mode, MESSAGES, TrialAnswer)
            try:
                await self._converse(request, Sender(line, request.key))
                return mode
            except (RequestRejected, EndpointFailed, AnswerError) as error:
                problems.append(f"{mode}: {error.message}")
        raise ConfigurationError(
            f"{self._settings.model} gives structured answers in no mode. {' '.join(problems)}", hint="Try another model."
        )


def _to_store(key: str, json: str, answer: Answer[Any], prompt_version: str) -> StoredAnswer:
    return StoredAnswer(
        key=key,
        model=answer.model,
        prompt_version=prompt_version,
        created=timestamp(datetime.now(UTC)),
        prompt_tokens=answer.usage.prompt,
        cached_tokens=answer.usage.cached,
        completion_tokens=answer.usage.completion,
        attempts=answer.attempts,
        seconds=answer.seconds,
        answer=json,
        half_price=answer.half_price,
    )
