"""Work spread over the machines of a cluster by Ray Data; what a dead worker leaves unanswered is done again, one by one."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.batch.cluster.site import Site
from extractor.batch.cluster.worker import OpenHere, Reply, StandingReader, read_batch, reply_in, row
from extractor.batch.flow import batches
from extractor.batch.readers import BATCH_BYTES, Outcomes, died
from extractor.batch.task import Outcome, Task
from extractor.interrupts import at_once

# Source bytes for each core that make one data set, and so many batches: a core that waits for the last one wastes a hundredth.
_PART_BYTES = 128_000_000
_PART_BATCHES = 32
_RETRIES_ALONE = 1  # of a report that is read alone: a machine that goes away is not the report's fault


@dataclass(frozen=True, slots=True)
class Spread:
    """Reads tasks with ``open_here`` in so many ``workers`` (none: as many as find a place), for the run at ``site``.

    With ``calls_at_once`` a worker keeps its reader, and reads so many reports at a time; without, a batch has a reader of its own.
    """

    site: Site
    open_here: OpenHere
    cores: int
    workers: int | None = None
    calls_at_once: int | None = None

    def read(self, tasks: Iterable[Task]) -> Outcomes:
        """The outcome of every task, as it comes; tasks for which the budget does not suffice have none."""
        for part in batches(tasks, _size, _PART_BYTES * self.cores):
            affordable = yield from self._read_part(part)
            if not affordable:
                return

    def _read_part(self, part: Sequence[Task]) -> Generator[Outcome, None, bool]:
        """Read tasks in batches, then one by one what was left unanswered. Returns whether the budget sufficed."""
        unanswered = dict(enumerate(self._dealt(part)))
        affordable = yield from self._read_batches(unanswered, self._first_time(len(unanswered)))
        left = [task for batch in unanswered.values() for task in batch]
        if not left or not affordable:
            return affordable
        alone = {number: [task] for number, task in enumerate(left)}
        affordable = yield from self._read_batches(alone, self._alone(_RETRIES_ALONE))
        yield from (died(task, self.site.folder) for (task,) in alone.values())
        return affordable

    def _dealt(self, part: Sequence[Task]) -> Iterator[list[Task]]:
        if self.calls_at_once:
            return ([task] for task in part)
        return batches(part, _size, max(BATCH_BYTES, sum(map(_size, part)) // (_PART_BATCHES * self.cores)))

    def _read_batches(self, unanswered: dict[int, list[Task]], mapped: Mapping[str, Any]) -> Generator[Outcome, None, bool]:
        """Read batches; those that are answered are taken out of ``unanswered``."""
        affordable = True
        for number, reply in _replies(unanswered, mapped):
            tasks = unanswered.pop(number)
            yield from reply.outcomes
            if reply.error is not None:
                raise reply.error
            affordable = affordable and len(reply.outcomes) == len(tasks)
        return affordable

    def _first_time(self, batches: int) -> dict[str, Any]:
        """What Ray Data is to run on so many batches, and how."""
        from ray.data import ActorPoolStrategy

        if self.calls_at_once is None:
            return self._alone(retries=0)
        pool = ActorPoolStrategy(
            size=min(self.workers or self.cores, batches),
            max_tasks_in_flight_per_actor=2 * self.calls_at_once,
            max_concurrent_calls_per_actor=self.calls_at_once,
            enable_true_multi_threading=True,
        )
        named = {"site": self.site, "open_here": self.open_here}
        return {"fn": StandingReader, "fn_constructor_kwargs": named, "compute": pool, "max_restarts": -1, "max_task_retries": 0}

    def _alone(self, retries: int) -> dict[str, Any]:
        """The same, where a worker reads nothing else at the time."""
        from ray.data import TaskPoolStrategy

        named = {"site": self.site, "open_here": self.open_here}
        return {"fn": read_batch, "fn_kwargs": named, "compute": TaskPoolStrategy(self.workers), "max_retries": retries}


def _replies(numbered: Mapping[int, list[Task]], mapped: Mapping[str, Any]) -> Iterator[tuple[int, Reply]]:
    """The replies to batches, as they come, with their numbers; a worker that dies gives none."""
    import ray.data

    rows = [row(number, tasks) for number, tasks in numbered.items()]
    data = ray.data.from_items(rows, override_num_blocks=len(rows))
    data.context.enable_progress_bars = False
    data.context.max_errored_blocks = -1  # what a worker that died should have answered is missing, and nothing else
    with warnings.catch_warnings(action="ignore"):  # Ray means to take away the limits on retries; see the bound in pyproject
        replies = data.map_batches(**mapped, batch_format="pyarrow", batch_size=None, num_cpus=1)
    rows_back = iter(replies.iter_rows())
    while (each := _next(rows_back)) is not None:
        yield reply_in(each)


def _next(rows: Iterator[Any]) -> Any:
    """The next of ``rows``, or nothing; Ctrl-C ends the waiting at once."""
    with at_once():
        return next(rows, None)


def _size(task: Task) -> int:
    return task.bytes
