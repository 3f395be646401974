"""Ctrl-C, heard at once and raised where it does no harm.

Raised wherever the program happens to be, ``KeyboardInterrupt`` tears transactions and locks apart, and from within a C extension
it comes back as another error. So it is kept back over whole blocks, which ask at their checkpoints whether they are to end.
Off the main thread, and where a surrounding program listens itself or ignores Ctrl-C, everything here does nothing.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType


class InAHurry(KeyboardInterrupt):
    """A second Ctrl-C: nothing is waited for any more, and nothing written down."""


class _Listener:
    """Hears of Ctrl-C: raises it at once, or keeps the first one back until it is asked for."""

    def __init__(self) -> None:
        self.at_once = False
        self.tell = _say_nothing
        self._presses = 0
        self._kept = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self._presses += 1
        if self.at_once or self.in_a_hurry:
            self._kept = False
            raise self.interrupt()
        self._kept = True
        with suppress(RuntimeError):  # the stream to tell it on was being written to this very moment
            self.tell()

    @property
    def heard(self) -> bool:
        """Whether there was any."""
        return self._presses > 0

    @property
    def in_a_hurry(self) -> bool:
        """Whether there was a second one."""
        return self._presses > 1

    def interrupt(self) -> KeyboardInterrupt:
        """What to raise."""
        return InAHurry() if self.in_a_hurry else KeyboardInterrupt()

    def answer(self) -> None:
        """Raise what was kept back, if anything was."""
        if self._kept:
            self._kept = False
            raise self.interrupt()

    def refuse_to_wait(self) -> None:
        """Raise what was kept back, and a second one again and again, so that whatever waits is left."""
        self.answer()
        if self.in_a_hurry:
            raise self.interrupt()


@contextmanager
def kept_back(tell: Callable[[], None] | None = None) -> Iterator[None]:
    """Ctrl-C in the block is raised at its next :func:`checkpoint`, at the latest when it is left; a second one at once.

    ``tell`` is called when the first one comes: there may be a while until it is raised.
    """
    with _listening(at_once=False, tell=tell):
        yield


@contextmanager
def at_once() -> Iterator[None]:
    """Ctrl-C in the block, also where it is part of one that keeps it back, is raised at once and leaves as nothing else."""
    with _listening(at_once=True) as listener:
        try:
            yield
        except Exception:
            if listener is not None and listener.heard:
                raise listener.interrupt() from None
            raise


def checkpoint() -> None:
    """Raise ``KeyboardInterrupt`` if one was kept back: here the work can end."""
    listener = signal.getsignal(signal.SIGINT)
    if isinstance(listener, _Listener) and _in_main_thread():
        listener.refuse_to_wait()


def in_a_hurry() -> bool:
    """Whether a second Ctrl-C came in the blocks around."""
    listener = signal.getsignal(signal.SIGINT)
    return isinstance(listener, _Listener) and listener.in_a_hurry


def ignore_interrupts() -> None:
    """From now on Ctrl-C does nothing: all that is left of the process is to end."""
    if _in_main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _listening(*, at_once: bool, tell: Callable[[], None] | None = None) -> Iterator[_Listener | None]:
    before = signal.getsignal(signal.SIGINT)
    listener = before if isinstance(before, _Listener) else _Listener()
    if not _in_main_thread() or (listener is not before and before is not signal.default_int_handler):
        yield None
        return
    before_at_once, listener.at_once = listener.at_once, at_once
    before_tell, listener.tell = listener.tell, tell or listener.tell
    signal.signal(signal.SIGINT, listener)
    try:
        if at_once:
            listener.refuse_to_wait()
        yield listener
    finally:
        listener.at_once, listener.tell = before_at_once, before_tell
        if listener is not before and signal.getsignal(signal.SIGINT) is listener:
            signal.signal(signal.SIGINT, before)
        if before_at_once or listener is not before:
            listener.answer()


def _say_nothing() -> None:
    """For those who need not be told."""


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
