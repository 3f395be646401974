"""An event loop in a thread of its own, so that plain code can hand it coroutines and wait for what it likes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

from extractor.waiting import first_done

R = TypeVar("R")


class LoopThread:
    """The loop and its thread; a context manager that leaves nothing running."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.cancel()
        self.run(self._loop.shutdown_asyncgens())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def cancel(self) -> None:
        """Cancel what is under way, and wait until it has ended."""
        self.run(_cancel_others())

    def submit(self, coroutine: Coroutine[Any, Any, R]) -> Future[R]:
        """Start ``coroutine`` in the loop; cancelling the future cancels it."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def run(self, coroutine: Coroutine[Any, Any, R]) -> R:
        """What ``coroutine`` gives, waited for."""
        (done,) = first_done([self.submit(coroutine)])
        return done.result()


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
