"""Ctrl-C, heard at once and raised where it does no harm.

Raised wherever the program happens to be, ``KeyboardInterrupt`` tears transactions and locks apart, and from within a C extension
it comes back as another error. So it is kept back over whole blocks, which ask at their checkpoints whether they are to end.
Off the main thread, and where a surrounding program listens itself or ignores Ctrl-C, everything here does nothing.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class _Listener:
    """Hears of Ctrl-C: raises it at once, or keeps the first one back until it is asked for."""

    def __init__(self) -> None:
        self.at_once = False
        self.heard = False
        self._kept = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        in_a_hurry, self.heard = self.heard, True
        if not self.at_once and not in_a_hurry:
            self._kept = True
            return
        raise KeyboardInterrupt

    def answer(self) -> None:
        """Raise what was kept back, if anything was."""
        if self._kept:
            self._kept = False
            raise KeyboardInterrupt


@contextmanager
def kept_back() -> Iterator[None]:
    """Ctrl-C in the block is raised at its next :func:`checkpoint`, at the latest when it is left; a second one at once."""
    with _listening(at_once=False):
        yield


@contextmanager
def at_once() -> Iterator[None]:
    """Ctrl-C in the block, also where it is part of one that keeps it back, is raised at once and leaves as nothing else."""
    with _listening(at_once=True) as listener:
        try:
            yield
        except Exception:
            if listener is not None and listener.heard:
                raise KeyboardInterrupt from None
            raise


def checkpoint() -> None:
    """Raise ``KeyboardInterrupt`` if one was kept back: here the work can end."""
    listener = signal.getsignal(signal.SIGINT)
    if isinstance(listener, _Listener) and _in_main_thread():
        listener.answer()


def ignore_interrupts() -> None:
    """From now on Ctrl-C does nothing: all that is left of the process is to end."""
    if _in_main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _listening(*, at_once: bool) -> Iterator[_Listener | None]:
    before = signal.getsignal(signal.SIGINT)
    listener = before if isinstance(before, _Listener) else _Listener()
    if not _in_main_thread() or (listener is not before and before is not signal.default_int_handler):
        yield None
        return
    before_at_once, listener.at_once = listener.at_once, at_once
    signal.signal(signal.SIGINT, listener)
    try:
        if at_once:
            listener.answer()
        yield listener
    finally:
        listener.at_once = before_at_once
        if listener is not before and signal.getsignal(signal.SIGINT) is listener:
            signal.signal(signal.SIGINT, before)
        if before_at_once or listener is not before:
            listener.answer()


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
