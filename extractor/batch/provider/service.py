"""The provider's files and batches over HTTP: tried again while that may help, and no job is made twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Literal, TypeVar

from extractor.batch.provider.errors import JobLost, NoBatchApi
from extractor.batch.provider.lines import PATH
from extractor.llm.clock import SYSTEM_CLOCK, Clock
from extractor.llm.connection import Connection
from extractor.llm.errors import EndpointError, ModelError, ModelNotFound
from extractor.llm.settings import ModelSettings
from extractor.llm.transport import deliver

if TYPE_CHECKING:
    from openai.types import Batch

T = TypeVar("T")
Progress = Literal["under_way", "completed", "failed", "expired", "cancelled"]

_PROGRESS: Mapping[str, Progress] = {each: each for each in ("completed", "failed", "expired", "cancelled")}
_NOT_THERE = (404, 405, 501)
_CLOCKS_APART_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A job as the provider describes it: its name, how far it is, requests ``done``, and its files once it has ended.

    ``problems`` are the code and sentence of each thing that is wrong with a job that failed.
    """

    batch: str
    progress: Progress
    done: int
    output_file: str | None
    error_file: str | None
    problems: tuple[tuple[str, str], ...]


class JobService:
    """The batch jobs of the endpoint that ``settings`` name. Every method raises a :class:`ModelError` if it cannot."""

    def __init__(self, settings: ModelSettings, clock: Clock = SYSTEM_CLOCK) -> None:
        self._settings = settings
        self._clock = clock
        self._connection = Connection(settings, clock)
        self._sdk = self._connection.sdk
        self._headers = self._connection.headers

    async def close(self) -> None:
        """Close the connections."""
        await self._connection.close()

    async def upload(self, name: str, file: IO[bytes]) -> str:
        """The provider's name of ``file``, which is called ``name`` and holds request lines."""

        async def send() -> str:
            file.seek(0)
            sent = (name, file, "application/jsonl")
            return (await self._sdk.files.create(file=sent, purpose="batch", extra_headers=self._headers)).id

        with self._not_there(self._no_batch_api):
            return await self._deliver(send)

    async def create(self, input_file: str, since: float) -> str:
        """The name of the job of ``input_file``, uploaded ``since``; it is made once, though the answer to that may be lost."""
        tried = False

        async def send() -> str:
            nonlocal tried
            known = await self._find(input_file, since) if tried else None
            tried = True
            if known is not None:
                return known
            batch = await self._sdk.batches.create(
                input_file_id=input_file, endpoint=PATH, completion_window="24h", extra_headers=self._headers
            )
            return batch.id

        with self._not_there(self._no_batch_api):
            return await self._deliver(send)

    async def find(self, input_file: str, since: float) -> str | None:
        """The name of the job that was made of ``input_file`` ``since`` (wall clock), if there is one."""
        return await self._deliver(lambda: self._find(input_file, since))

    async def _find(self, input_file: str, since: float) -> str | None:
        async for batch in self._sdk.batches.list(limit=100, extra_headers=self._headers):
            if batch.input_file_id == input_file:
                return batch.id
            if batch.created_at < since - _CLOCKS_APART_SECONDS:  # the newest come first
                return None
        return None

    async def look(self, batch: str) -> Seen:
        """How far the job ``batch`` is."""

        async def send() -> Seen:
            return _seen(await self._sdk.batches.retrieve(batch, extra_headers=self._headers))

        with self._not_there(lambda error: _lost(batch, error)):
            return await self._deliver(send)

    async def cancel(self, batch: str) -> None:
        """Ask the provider to end the job ``batch``; what it has answered by then is kept."""

        async def send() -> None:
            await self._sdk.batches.cancel(batch, extra_headers=self._headers)

        with self._not_there(lambda error: _lost(batch, error)):
            await self._deliver(send)

    async def download(self, seen: Seen, into: IO[bytes]) -> None:
        """Write what came of the requests of the job ``seen`` to ``into``, one a line, in no order."""
        for name in (seen.output_file, seen.error_file):
            if name is not None:
                with self._not_there(lambda error: _lost(seen.batch, error)):
                    await self._append(name, into)
        into.seek(0)

    async def _append(self, name: str, into: IO[bytes]) -> None:
        start = into.tell()

        async def send() -> None:
            into.seek(start)
            into.truncate()
            async with self._sdk.files.with_streaming_response.content(name, extra_headers=self._headers) as response:
                async for block in response.iter_bytes():
                    into.write(block)
            into.write(b"\n")

        await self._deliver(send)

    async def _deliver(self, send: Callable[[], Awaitable[T]]) -> T:
        async def translated() -> T:
            with self._connection.faults():
                return await send()

        return await deliver(translated, self._settings, lambda error, seconds: None, self._clock)

    @contextmanager
    def _not_there(self, meaning: Callable[[EndpointError], ModelError]) -> Iterator[None]:
        try:
            yield
        except EndpointError as error:
            if isinstance(error, ModelNotFound) or error.status in _NOT_THERE:
                raise meaning(error) from None
            raise

    def _no_batch_api(self, error: EndpointError) -> ModelError:
        return NoBatchApi(f"The endpoint takes no batch jobs: {error.message}")


def _lost(batch: str, error: EndpointError) -> ModelError:
    hint = "Use the key and the base URL that it was submitted with, or delete jobs.sqlite3 in the run's folder to ask anew."
    return JobLost(f"The provider does not know the job {batch}, or its files, any more ({error.message.rstrip('.')}).", hint=hint)


def _seen(batch: Batch) -> Seen:
    counts, errors = batch.request_counts, batch.errors
    nameless = batch.status == "completed" and counts and counts.completed and not batch.output_file_id
    progress = "under_way" if nameless else _PROGRESS.get(batch.status, "under_way")  # the file is named a little later
    return Seen(
        batch.id,
        progress,
        (counts.completed or 0) + (counts.failed or 0) if counts else 0,
        batch.output_file_id,
        batch.error_file_id,
        tuple((error.code or "", error.message or "") for error in (errors.data or () if errors else ())),
    )
