"""Work handed out a little ahead of its results: nobody waits for want of work, and memory stays flat."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, wait
from typing import TypeVar

from extractor.interrupts import InAHurry
from extractor.waiting import first_done

T = TypeVar("T")
R = TypeVar("R")


def as_done(submit: Callable[[T], Future[R]], items: Iterable[T], window: int) -> Generator[tuple[T, Future[R]], None, None]:
    """Every item with its future, which is done, in the order in which they end; at most ``window`` are under way.

    An interruption cancels what has not begun, lets the rest end and come through, and is raised then; a second one lets
    nothing end. Whoever needs no more closes the iterator: that too cancels what has not begun.
    """
    under_way: dict[Future[R], T] = {}
    try:
        for item in items:
            under_way[submit(item)] = item
            if len(under_way) >= window:
                yield from _done(under_way)
        while under_way:
            yield from _done(under_way)
    except InAHurry:
        raise
    except KeyboardInterrupt:
        ending = {future: item for future, item in under_way.items() if not future.cancel()}
        wait(ending)
        yield from ((item, future) for future, item in ending.items())
        raise
    finally:
        for future in under_way:
            future.cancel()


def _done(under_way: dict[Future[R], T]) -> Iterator[tuple[T, Future[R]]]:
    for future in first_done(under_way):
        yield under_way.pop(future), future


def in_order(submit: Callable[[T], Future[R]], items: Iterable[T], window: int) -> Iterator[R]:
    """The results for all items in their order; at most ``window`` are under way."""
    under_way: deque[Future[R]] = deque()
    for item in items:
        under_way.append(submit(item))
        if len(under_way) >= window:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def batches(items: Iterable[T], size: Callable[[T], int], limit: int) -> Iterator[list[T]]:
    """``items`` in lists whose sizes sum up to about ``limit``; none is empty."""
    batch: list[T] = []
    total = 0
    for item in items:
        batch.append(item)
        total += size(item)
        if total >= limit:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
