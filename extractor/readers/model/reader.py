"""The model reader: a report read chunk by chunk, each chunk looked at once more where numbers were missed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

import prompts
from extractor.grounding import Grounder
from extractor.kinds import RecordKind
from extractor.llm.answer import Answer
from extractor.llm.errors import (
    AccessDenied,
    ConfigurationError,
    ModelError,
    ModelNotFound,
    RequestTooLong,
    StoreError,
    TruncatedAnswer,
)
from extractor.outline.chunks import Chunk
from extractor.prepared import Prepared
from extractor.readers.model.chunk_reading import ChunkReading
from extractor.readers.model.conversation import Messages, chunk_messages, second_look_messages
from extractor.readers.model.ground import Grounded, ground
from extractor.readers.model.patience import FAILURES_IN_A_ROW, Patience
from extractor.readers.model.response import Reading, reading_type
from extractor.readers.model.version import prompt_version

T = TypeVar("T", bound=BaseModel)

# Errors that every further request would meet too: the run ends instead of failing chunk by chunk.
_FATAL = (AccessDenied, ModelNotFound, ConfigurationError, StoreError)
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


class ModelReader:
    """Reads the chunks of one prepared report with a model; chunks are asked for all at once, the client limits how many fly."""

    def __init__(
        self,
        prepared: Prepared,
        client: Asker,
        on_chunk: Callable[[ChunkReading], None] = lambda _: None,
        own: tuple[RecordKind, ...] = (),
        patience: int = FAILURES_IN_A_ROW,
    ) -> None:
        self._prepared = prepared
        self._client = client
        self._own = own
        self._on_chunk = on_chunk
        self._patience = patience
        self._grounder = Grounder.of(prepared.folded)

    async def read(self, chunks: Sequence[Chunk]) -> list[ChunkReading]:
        """Readings of all ``chunks`` (more, where some had to be split) in text order.

        What failed is asked for again once the others are through, ``patience`` times at the most; and no more once so many asked
        in a row all failed, or the endpoint fell silent. A chunk that failed to the end is reported as such; only errors
        that no further request can escape are raised.
        """
        kept: list[ChunkReading] = []
        patience = Patience(self._patience)
        readings = await _all(self._chunk(chunk) for chunk in chunks)
        for _ in range(self._patience - 1):
            failed = [reading for reading in readings if reading.is_worth_retrying]
            if patience.is_over(readings) or not failed:
                break
            kept += [reading for reading in readings if not reading.is_worth_retrying]
            readings = await _all(self._once_more(reading) for reading in failed)
        for reading in readings:
            if reading.is_worth_retrying:
                self._on_chunk(reading)
        return sorted([*kept, *readings], key=lambda reading: reading.chunk.start)

    async def _once_more(self, failed: ChunkReading) -> list[ChunkReading]:
        """What comes of asking again for what ``failed`` lacks."""
        if failed.grounded is not None:
            return [self._done(await self._look_again(replace(failed, error=None)))]
        first, *others = await self._chunk(failed.chunk)
        return [first.with_cost_of(failed), *others]

    async def _chunk(self, chunk: Chunk) -> list[ChunkReading]:
        unread = ChunkReading(chunk, None)
        try:
            answer = await self._ask(chunk_messages(self._prepared, chunk, self._own))
        except (TruncatedAnswer, RequestTooLong) as error:
            halves = chunk.halves()
            if halves is None:
                return [self._done(unread.with_error(error))]
            first, *others = await _all(self._chunk(half) for half in halves)
            return [first.with_cost_of_failure(error), *others]
        except _FATAL:
            raise
        except ModelError as error:
            return [self._done(unread.with_error(error))]
        grounded = ground(answer.value, chunk, self._prepared, self._grounder)
        return [self._done(await self._look_again(unread.with_answer(grounded, answer)))]

    async def _look_again(self, first: ChunkReading) -> ChunkReading:
        """The reading with what a second look found for the numbers that the first one missed."""
        assert first.grounded is not None
        missed = self._missed(first.chunk, first.grounded)
        return await self._look_for(missed, first) if missed else first

    async def _look_for(self, missed: Sequence[str], reading: ChunkReading) -> ChunkReading:
        """``reading`` with what is found for the numbers ``missed``; for half of them at a time where all are too many."""
        assert reading.grounded is not None
        try:
            answer = await self._ask(second_look_messages(self._prepared, reading.chunk, missed, self._own))
        except (TruncatedAnswer, RequestTooLong) as error:
            if len(missed) == 1:
                return reading.with_error(error)
            middle = len(missed) // 2
            half = await self._look_for(missed[:middle], reading.with_cost_of_failure(error))
            return half if half.error else await self._look_for(missed[middle:], half)
        except _FATAL:
            raise
        except ModelError as error:  # the rules stand in for what is missing
            return reading.with_error(error)
        claimed = reading.grounded.claimed()
        second = ground(answer.value, reading.chunk, self._prepared, self._grounder).without(claimed)
        return reading.with_answer(reading.grounded.joined(second), answer)

    def _missed(self, chunk: Chunk, grounded: Grounded) -> list[str]:
        """Numbers of the chunk that no record claims, but for those in words to a machine; each with the words around it."""
        claimed = grounded.claimed()
        addressed = [(each.start, each.end) for each in chunk.statements if each.addressed]
        text = self._prepared.folded.text
        return [
            f"{find.quantity.raw.strip()}（…{_line(text, find.start - _WORDS_AROUND, find.end + _WORDS_AROUND)}…）"
            for find in self._prepared.finds
            if chunk.start <= find.start < chunk.end
            and find.quantity.start not in claimed
            and not any(start <= find.start < end for start, end in addressed)
        ]

    async def _ask(self, messages: Messages) -> Answer[Reading]:
        return await self._client.ask(messages, reading_type(self._own), prompt_version=prompt_version(self._own), wording=_wording)

    def _done(self, reading: ChunkReading) -> ChunkReading:
        if not reading.is_worth_retrying:
            self._on_chunk(reading)
        return reading


async def _all(readings: Iterable[Coroutine[Any, Any, list[ChunkReading]]]) -> list[ChunkReading]:
    """What all ``readings`` give; where one raises what every further request would meet, the others ask no more."""
    tasks = [asyncio.create_task(reading) for reading in readings]
    try:
        return [reading for readings in await asyncio.gather(*tasks) for reading in readings]
    finally:
        for task in tasks:
            task.cancel()


def _line(text: str, start: int, end: int) -> str:
    return text[max(0, start) : end].replace("\n", "")


def _wording(problems: Sequence[str]) -> str:
    return prompts.render("reask", error="；".join(problems))
