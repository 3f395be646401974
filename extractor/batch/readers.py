"""Ways to read many reports on this machine: tasks go in, outcomes come out as they come. Other ways may stand beside them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from extractor.api import Extractor
from extractor.batch.errors import WorkerDied
from extractor.batch.flow import as_done, batches
from extractor.batch.folder import RunFolder
from extractor.batch.pool import Pool
from extractor.batch.report import aread_report, failure, read_report
from extractor.batch.task import Outcome, Task
from extractor.llm.errors import BudgetExceeded
from extractor.llm.events import Event, Failed
from extractor.loop import LoopThread
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.llm.shared import Shared

Outcomes = Generator[Outcome, None, None]
Reader = Callable[[Iterable[Task]], Outcomes]
OpenReader = Callable[[RunFolder, Settings, Pool], AbstractContextManager[Reader]]

# Source bytes handed to a worker at once, a tenth of a second of work or more: handing over costs less than a hundredth of that.
BATCH_BYTES = 100_000


@contextmanager
def open_local(folder: RunFolder, settings: Settings, pool: Pool, shared: Shared | None = None) -> Iterator[Reader]:
    """The reader that ``settings`` ask for; it writes results to ``folder``. A model is asked within what is ``shared``."""
    if settings.engine == "rules":
        yield partial(_read_by_rules, folder=folder, pool=pool)
        return
    spent = threading.Event()

    def watch(event: Event) -> None:
        if isinstance(event, Failed) and event.error == BudgetExceeded.__name__:
            spent.set()

    with LoopThread() as loop, running(Extractor(settings, on_event=watch, shared=shared), loop) as extractor:
        # As many reports as requests may be in flight: then no place is empty while there is something to ask.
        window = settings.chosen_model.concurrency

        def submit(task: Task) -> Future[Outcome]:
            return loop.submit(aread_report(task, folder, extractor))

        def read(tasks: Iterable[Task]) -> Outcomes:
            affordable = takewhile(lambda _: not spent.is_set(), tasks)
            with closing(as_done(submit, affordable, window)) as done:
                for _, future in done:
                    yield future.result()

        yield read


def _read_by_rules(tasks: Iterable[Task], folder: RunFolder, pool: Pool) -> Outcomes:
    limit = 1 if pool.processes == 1 else BATCH_BYTES
    work = partial(read_batch, folder=folder)
    return pool.as_done(work, batches(tasks, lambda task: task.bytes, limit), partial(died, folder=folder))


def read_batch(tasks: Sequence[Task], folder: RunFolder) -> list[Outcome]:
    """Read ``tasks`` by the rules, one after the other."""
    return [read_report(task, folder) for task in tasks]


def died(task: Task, folder: RunFolder) -> Outcome:
    """The outcome of a task that no process survives."""
    return failure(task, WorkerDied("The process that read it ended without a word, also when it read nothing else."), folder)


@contextmanager
def running(extractor: Extractor, loop: LoopThread) -> Iterator[Extractor]:
    """``extractor`` open in ``loop``: one client, one limit and one store for all reports."""
    loop.run(extractor.__aenter__())
    try:
        yield extractor
    finally:
        loop.cancel()
        loop.run(extractor.__aexit__(None, None, None))
