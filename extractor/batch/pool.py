"""Worker processes: none outlives its parent, none is lost to Ctrl-C, and one that dies costs no more than the item it died of."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from functools import partial
from types import ModuleType, TracebackType
from typing import Any, Self, TypeVar

from extractor.batch.errors import WorkerDied
from extractor.batch.flow import as_done, in_order

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3  # batches handed out for each process: one under way, two in line


def available_processes() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """Does work on batches in ``processes`` processes, or in this very one where one is enough; a context manager.

    What is handed over must be picklable, and may not come from the main module: workers do not import it.
    """

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._window = 1 if processes == 1 else processes * _AHEAD
        self._executor = _executor(processes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        _end(self._executor, at_once=isinstance(error, KeyboardInterrupt))

    def as_done(
        self, work: Callable[[Sequence[T]], list[R]], batches: Iterable[Sequence[T]], died: Callable[[T], R]
    ) -> Generator[R, None, None]:
        """What ``work`` gives for the items of all ``batches``, as it comes.

        Where a worker dies, what it may have died of is done again one by one; ``died`` stands in for what kills.
        """
        with closing(as_done(partial(self._submit, work), batches, self._window)) as done:
            for batch, future in done:
                if isinstance(future.exception(), BrokenProcessPool):
                    yield from _one_by_one(work, batch, died)
                else:
                    yield from future.result()

    def in_order(self, work: Callable[[Sequence[T]], R], batches: Iterable[Sequence[T]]) -> Iterator[R]:
        """What ``work`` gives for each of ``batches``, in their order."""
        try:
            yield from in_order(partial(self._submit, work), batches, self._window)
        except BrokenProcessPool:
            raise WorkerDied("A process ended without a word while results were summed up.") from None

    def _submit(self, work: Callable[[Sequence[T]], R], batch: Sequence[T]) -> Future[R]:
        try:
            return _submit(self._executor, work, batch)
        except BrokenProcessPool:
            self._executor.shutdown()
            self._executor = _executor(self.processes)
            return _submit(self._executor, work, batch)


def _one_by_one(work: Callable[[Sequence[T]], list[R]], items: Sequence[T], died: Callable[[T], R]) -> Iterator[R]:
    for item in items:
        with _worker() as executor:
            future = _submit(executor, work, [item])
            if isinstance(future.exception(), BrokenProcessPool):
                yield died(item)
            else:
                yield from future.result()


def _executor(processes: int) -> Executor:
    return _Here() if processes == 1 else _workers(processes)


def _workers(processes: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_end_with_parent)


@contextmanager
def _worker() -> Iterator[Executor]:
    """One worker, which ends with the block; one that is interrupted at once."""
    executor = _workers(1)
    try:
        yield executor
    except KeyboardInterrupt:
        _end(executor, at_once=True)
        raise
    _end(executor, at_once=False)


def _end(executor: Executor, *, at_once: bool) -> None:
    """End ``executor`` when its work is done, or at once: interrupted work was waited for already, unless that was interrupted too.

    A worker may be in the midst of a regular expression, where nothing but a kill reaches it.
    """
    workers = list((getattr(executor, "_processes", None) or {}).values())  # kill_workers() from Python 3.14 on
    for worker in workers if at_once else []:
        worker.kill()
    executor.shutdown(wait=not at_once, cancel_futures=True)


def _submit(executor: Executor, work: Callable[[Sequence[T]], R], batch: Sequence[T]) -> Future[R]:
    if isinstance(executor, _Here):
        return executor.submit(work, batch)
    with _no_interrupts(), _without_main():  # a worker that starts here inherits both: Ctrl-C is for the parent alone
        return executor.submit(work, batch)


class _Here(Executor):
    """Does everything at once, in this process."""

    def submit(self, work: Callable[..., R], /, *arguments: Any, **named: Any) -> Future[R]:
        future: Future[R] = Future()
        try:
            future.set_result(work(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Ctrl-C waits until the block is left; processes started in it never hear of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _without_main() -> Iterator[None]:
    """Processes started in the block do not import the main module: a script without a guard would run again in each of them,
    and a program that is read from standard input has no file to import.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _end_with_parent() -> None:
    """Let this worker end when its parent does, even if that was killed: executors do not see to it."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
