"""The model reader: a report read chunk by chunk, each chunk looked at once more where numbers were missed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

import prompts
from extractor.grounding import Grounder
from extractor.kinds import RecordKind
from extractor.llm.answer import Answer, total
from extractor.llm.errors import (
    AccessDenied,
    BudgetExceeded,
    ConfigurationError,
    ModelError,
    ModelNotFound,
    RequestTooLong,
    TruncatedAnswer,
)
from extractor.outline.chunks import Chunk
from extractor.prepared import Prepared
from extractor.readers.model.conversation import Messages, chunk_messages, second_look_messages
from extractor.readers.model.ground import Grounded, ground
from extractor.readers.model.response import Reading, reading_type
from extractor.readers.model.version import prompt_version
from schemas import Tokens

T = TypeVar("T", bound=BaseModel)
R = TypeVar("R")

# Errors that every further request would meet too: the run ends instead of failing chunk by chunk.
_HOPELESS = (AccessDenied, ModelNotFound, ConfigurationError)
_WORDS_AROUND = 16


class Asker(Protocol):
    """What a model reader needs of a client."""

    async def ask(
        self,
        messages: Messages,
        response_model: type[T],
        *,
        prompt_version: str = "",
        wording: Callable[[Sequence[str]], str] = ...,
    ) -> Answer[T]:
        """A valid answer, or a :class:`~extractor.llm.errors.ModelError`."""
        ...


@dataclass(frozen=True, slots=True)
class ChunkReading:
    """What came of one chunk: its grounded records, or the error that kept them away; and what the answers took.

    Where records are there and an error too, the second look for missed numbers failed. ``usage_at_half_price`` is the part of
    ``usage`` that batch jobs gave.
    """

    chunk: Chunk
    grounded: Grounded | None
    error: ModelError | None
    usage: Tokens
    seconds: float
    requests: int
    usage_at_half_price: Tokens

    def beside(self, error: ModelError) -> ChunkReading:
        """The same reading, with what an earlier, useless request for it took."""
        return replace(
            self,
            usage=total((self.usage, error.usage)),
            requests=self.requests + _requests(error),
            usage_at_half_price=total((self.usage_at_half_price, _at_half_price(error))),
        )


class ModelReader:
    """Reads the chunks of one prepared report with a model; chunks are asked for all at once, the client limits how many fly."""

    def __init__(
        self,
        prepared: Prepared,
        client: Asker,
        on_chunk: Callable[[ChunkReading], None] = lambda _: None,
        own: tuple[RecordKind, ...] = (),
    ) -> None:
        self._prepared = prepared
        self._client = client
        self._own = own
        self._on_chunk = on_chunk
        self._grounder = Grounder.of(prepared.folded)

    async def read(self, chunks: Sequence[Chunk]) -> list[ChunkReading]:
        """Readings of all ``chunks`` (more, where some had to be split) in text order.

        A chunk that fails is reported as such; only errors that no further request can escape are raised.
        """
        nested = await _together(self._chunk(chunk) for chunk in chunks)
        return [reading for readings in nested for reading in readings]

    async def _chunk(self, chunk: Chunk) -> list[ChunkReading]:
        try:
            answer = await self._ask(chunk_messages(self._prepared, chunk, self._own))
        except (TruncatedAnswer, RequestTooLong) as error:
            halves = chunk.halves()
            if halves is None:
                return [self._done(_failed(chunk, error))]
            nested = await _together(self._chunk(half) for half in halves)
            first, *others = [reading for readings in nested for reading in readings]
            return [first.beside(error), *others]
        except _HOPELESS:
            raise
        except ModelError as error:
            return [self._done(_failed(chunk, error))]
        grounded = ground(answer.value, chunk, self._prepared, self._grounder)
        first = ChunkReading(chunk, grounded, None, answer.usage, answer.seconds, answer.attempts, _at_half_price(answer))
        return [self._done(await self._look_again(first))]

    async def _look_again(self, first: ChunkReading) -> ChunkReading:
        """The reading with what a second look found for the numbers that the first one missed."""
        assert first.grounded is not None
        missed = self._missed(first.chunk, first.grounded)
        if not missed:
            return first
        try:
            answer = await self._ask(second_look_messages(self._prepared, first.chunk, missed, self._own))
        except _HOPELESS:
            raise
        except ModelError as error:  # the rules stand in for what is missing
            return replace(first.beside(error), error=error)
        claimed = first.grounded.claimed()
        second = ground(answer.value, first.chunk, self._prepared, self._grounder).without(claimed)
        return ChunkReading(
            first.chunk,
            first.grounded.joined(second),
            None,
            total((first.usage, answer.usage)),
            first.seconds + answer.seconds,
            first.requests + answer.attempts,
            total((first.usage_at_half_price, _at_half_price(answer))),
        )

    def _missed(self, chunk: Chunk, grounded: Grounded) -> list[str]:
        """Numbers of the chunk that no record claims, each with the words around it."""
        claimed = grounded.claimed()
        text = self._prepared.folded.text
        return [
            f"{find.quantity.raw.strip()}（…{_line(text, find.start - _WORDS_AROUND, find.end + _WORDS_AROUND)}…）"
            for find in self._prepared.finds
            if chunk.start <= find.start < chunk.end and find.quantity.start not in claimed
        ]

    async def _ask(self, messages: Messages) -> Answer[Reading]:
        return await self._client.ask(messages, reading_type(self._own), prompt_version=prompt_version(self._own), wording=_wording)

    def _done(self, reading: ChunkReading) -> ChunkReading:
        self._on_chunk(reading)
        return reading


async def _together(readings: Iterable[Coroutine[Any, Any, R]]) -> list[R]:
    """What all ``readings`` give; where one raises what every further request would meet, the others ask no more."""
    tasks = [asyncio.create_task(reading) for reading in readings]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


def _failed(chunk: Chunk, error: ModelError) -> ChunkReading:
    return ChunkReading(chunk, None, error, error.usage, 0.0, _requests(error), _at_half_price(error))


def _at_half_price(given: Answer[Reading] | ModelError) -> Tokens:
    return given.usage if given.half_price else Tokens()


def _requests(error: ModelError) -> int:
    """Requests that ended in ``error``: none were sent where the budget forbade it, at least one otherwise."""
    return 0 if isinstance(error, BudgetExceeded) else max(1, len(getattr(error, "attempts", ())))


def _line(text: str, start: int, end: int) -> str:
    return text[max(0, start) : end].replace("\n", "")


def _wording(problems: Sequence[str]) -> str:
    return prompts.render("reask", error="；".join(problems))
