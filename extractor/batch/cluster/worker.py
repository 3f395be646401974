"""What runs in the workers: a batch of tasks goes in, a reply comes out; both cross as one row of a data set."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from extractor.batch.cluster.site import Site
from extractor.batch.readers import Reader
from extractor.batch.report import as_known
from extractor.batch.task import Outcome, Task
from extractor.errors import ExtractorError

if TYPE_CHECKING:
    import pyarrow as pa

OpenHere = Callable[[], AbstractContextManager[Reader]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a batch: an outcome for each task, fewer where the budget is spent, and what would end any further batch too."""

    outcomes: tuple[Outcome, ...]
    error: ExtractorError | None = None


def reply_to(tasks: Sequence[Task], reader: Reader) -> Reply:
    """Read ``tasks``."""
    outcomes: list[Outcome] = []
    try:
        outcomes.extend(reader(tasks))
    except Exception as error:
        return Reply(tuple(outcomes), as_known(error))
    return Reply(tuple(outcomes))


def read_batch(batch: pa.Table, site: Site, open_here: OpenHere) -> pa.Table:
    """Reads one batch with a reader of its own: for readers that cost nothing to open."""

    def read(tasks: Sequence[Task]) -> Reply:
        with open_here() as reader:
            return reply_to(tasks, reader)

    return _answered(batch, site, read)


class StandingReader:
    """Reads batch after batch, several at once, with one reader: for readers that hold a client."""

    def __init__(self, site: Site, open_here: OpenHere) -> None:
        self._site = site
        self._open_here = open_here
        self._reader: Reader | None = None
        self._held = ExitStack()
        self._opening = Lock()

    def __call__(self, batch: pa.Table) -> pa.Table:
        return _answered(batch, self._site, lambda tasks: reply_to(tasks, self._opened()))

    def _opened(self) -> Reader:
        with self._opening:
            if self._reader is None:
                self._reader = self._held.enter_context(self._open_here())
            return self._reader


def row(number: int, tasks: Sequence[Task]) -> dict[str, Any]:
    """A batch as the row that goes to a worker. Pickled, for paths may hold bytes that are no text."""
    return {"number": number, "tasks": pickle.dumps(list(tasks))}


def reply_in(row: dict[str, Any]) -> tuple[int, Reply]:
    """The number of the batch that ``row`` answers, and the reply."""
    return row["number"], pickle.loads(row["reply"])


def _answered(batch: pa.Table, site: Site, read: Callable[[Sequence[Task]], Reply]) -> pa.Table:
    import pyarrow as pa

    replies = [_reply(pickle.loads(tasks), site, read) for tasks in batch["tasks"].to_pylist()]
    sent = pa.array([pickle.dumps(reply) for reply in replies], pa.binary())
    return pa.table({"number": batch["number"], "reply": sent})


def _reply(tasks: Sequence[Task], site: Site, read: Callable[[Sequence[Task]], Reply]) -> Reply:
    try:
        site.enter()
        return read(tasks)
    except Exception as error:
        return Reply((), as_known(error))
