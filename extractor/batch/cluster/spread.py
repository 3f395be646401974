"""Work spread over the machines of a cluster by Ray Data; what a dead worker leaves unanswered is done again, one by one."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.batch.cluster.site import Site
from extractor.batch.cluster.worker import OpenHere, Reply, StandingReader, read_batch, reply_in, row
from extractor.batch.flow import batches
from extractor.batch.readers import BATCH_BYTES, Outcomes, died
from extractor.batch.task import Outcome, Task

# Source bytes for each core that make one data set, and so many batches: a core that waits for the last one wastes a hundredth.
_PART_BYTES = 32_000_000
_PART_BATCHES = 32
_RETRIES = 1  # of a batch, and then of each report in it: a machine that goes away is not the report's fault
_CALLS_AT_ONCE = 2  # in a worker that asks a model: while one batch ends, the next begins


@dataclass(frozen=True, slots=True)
class Spread:
    """Reads tasks with ``open_here`` in so many ``workers`` (none: as many as find a place), for the run at ``site``.

    ``standing`` workers keep their reader from batch to batch.
    """

    site: Site
    open_here: OpenHere
    cores: int
    workers: int | None = None
    standing: bool = False

    def read(self, tasks: Iterable[Task]) -> Outcomes:
        """The outcome of every task, as it comes; tasks for which the budget does not suffice have none."""
        for part in batches(tasks, _size, _PART_BYTES * self.cores):
            affordable = yield from self._read_part(part)
            if not affordable:
                return

    def _read_part(self, part: Sequence[Task]) -> Generator[Outcome, None, bool]:
        limit = max(BATCH_BYTES, sum(map(_size, part)) // (_PART_BATCHES * self.cores))
        unanswered = dict(enumerate(batches(part, _size, limit)))
        affordable = yield from self._read_batches(unanswered)
        left = [task for batch in unanswered.values() for task in batch]
        if not left or not affordable:
            return affordable
        unanswered = {number: [task] for number, task in enumerate(left)}
        affordable = yield from self._read_batches(unanswered)
        for (task,) in unanswered.values():
            yield died(task, self.site.folder)
        return affordable

    def _read_batches(self, unanswered: dict[int, list[Task]]) -> Generator[Outcome, None, bool]:
        """Read batches; those that are answered are taken out of ``unanswered``. Returns whether the budget sufficed."""
        affordable = True
        for number, reply in self._replies(unanswered):
            tasks = unanswered.pop(number)
            yield from reply.outcomes
            if reply.error is not None:
                raise reply.error
            affordable = affordable and len(reply.outcomes) == len(tasks)
        return affordable

    def _replies(self, numbered: dict[int, list[Task]]) -> Iterator[tuple[int, Reply]]:
        import ray.data

        rows = [row(number, tasks) for number, tasks in numbered.items()]
        data = ray.data.from_items(rows, override_num_blocks=len(rows))
        data.context.enable_progress_bars = False
        data.context.max_errored_blocks = -1  # what a worker that died should have answered is missing, and nothing else
        with warnings.catch_warnings(action="ignore"):  # Ray means to take away the limits on retries; see the bound in pyproject
            replies = data.map_batches(**self._mapped())
        for each in replies.iter_rows():
            yield reply_in(each)

    def _mapped(self) -> dict[str, Any]:
        """How Ray Data is to run the readers."""
        from ray.data import ActorPoolStrategy, TaskPoolStrategy

        named = {"site": self.site, "open_here": self.open_here}
        common = {"batch_format": "pyarrow", "batch_size": None, "num_cpus": 1}
        if not self.standing:
            strategy = TaskPoolStrategy(self.workers)
            return {"fn": read_batch, "fn_kwargs": named, "compute": strategy, "max_retries": _RETRIES, **common}
        pool = ActorPoolStrategy(
            size=self.workers,
            max_tasks_in_flight_per_actor=2 * _CALLS_AT_ONCE,
            max_concurrent_calls_per_actor=_CALLS_AT_ONCE,
            enable_true_multi_threading=True,
        )
        retries = {"max_restarts": -1, "max_task_retries": _RETRIES}
        return {"fn": StandingReader, "fn_constructor_kwargs": named, "compute": pool, **retries, **common}


def _size(task: Task) -> int:
    return task.bytes
