"""Work handed out ahead of its results: never too far, nothing lost, in order where order counts."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch.flow import as_done, batches, in_order


@given(st.lists(st.integers(0, 30), max_size=40), st.integers(1, 60))
def test_batches_hold_everything_in_order_and_end_as_soon_as_they_are_full(sizes: list[int], limit: int) -> None:
    made = list(batches(sizes, lambda size: size, limit))
    assert [size for batch in made for size in batch] == sizes
    assert all(batch for batch in made)
    assert all(sum(batch[:-1]) < limit for batch in made)
    assert all(sum(batch) >= limit for batch in made[:-1])


class Desk:
    """Takes work and hands back unfinished futures, to be finished by hand; remembers how many were open at once."""

    def __init__(self) -> None:
        self.open: list[tuple[int, Future[int]]] = []
        self.most = 0

    def submit(self, item: int) -> Future[int]:
        future: Future[int] = Future()
        future.set_running_or_notify_cancel()
        self.open.append((item, future))
        self.most = max(self.most, len(self.open))
        if len(self.open) == 3:
            self.finish(-1)
        return future

    def finish(self, index: int) -> None:
        item, future = self.open.pop(index)
        future.set_result(item * item)


def test_results_come_as_they_are_done_and_the_next_work_is_fetched_only_then() -> None:
    desk = Desk()
    fetched: list[int] = []

    def items() -> Iterator[int]:
        for item in count():
            fetched.append(item)
            yield item

    flow = as_done(desk.submit, items(), window=3)
    assert [(item, future.result()) for item, future in (next(flow), next(flow))] == [(2, 4), (3, 9)]
    assert fetched == [0, 1, 2, 3]
    assert desk.most == 3


def test_order_is_kept_where_it_counts() -> None:
    with ThreadPoolExecutor(4) as executor:
        assert list(in_order(lambda item: executor.submit(pow, item, 2), range(50), window=7)) == [n * n for n in range(50)]


def test_an_interruption_lets_end_what_is_under_way_and_cancels_the_rest() -> None:
    running: Future[str] = Future()
    running.set_running_or_notify_cancel()
    waiting: Future[str] = Future()
    futures = {"running": running, "waiting": waiting}

    def items() -> Iterator[str]:
        yield from futures
        running.set_result("ended")
        raise KeyboardInterrupt

    flow = as_done(futures.__getitem__, items(), window=5)
    item, future = next(flow)
    assert (item, future.result()) == ("running", "ended")
    with pytest.raises(KeyboardInterrupt):
        next(flow)
    assert waiting.cancelled()
