"""How far a run is, for whoever watches: a bar on a terminal, plain lines elsewhere, JSON lines for other programs."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Literal, TextIO

Phase = Literal["finding", "reading", "starting Ray", "answering", "summing", "ending"]


@dataclass(frozen=True, slots=True)
class Status:
    """How far a run is: ``done`` of ``total`` reports (of unknown number while they are being found), or while batch jobs are
    answering, requests.

    While reading, ``done`` counts also what earlier runs did, and those ``failed`` and ``incomplete``. ``cost`` is what the
    answers of the reports read in this run cost when they were given, in US dollars. ``ending`` is said once, at Ctrl-C.
    """

    phase: Phase
    done: int = 0
    total: int = 0
    failed: int = 0
    incomplete: int = 0
    cost: float | None = None


_DONE: Mapping[Phase, str] = {"reading": "read", "answering": "requests answered", "summing": "summed up"}
_ENDING = "Ending what is under way; Ctrl-C again stops at once."
OnStatus = Callable[[Status], None]
Clock = Callable[[], float]


def ignore(status: Status) -> None:
    """For those who do not watch."""


class Pace:
    """How fast a run goes, from its statuses."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._first: tuple[float, int] | None = None

    def figures(self, status: Status) -> tuple[float | None, float | None]:
        """Reports a second since reading began, and the seconds that what is left will take; none while nobody knows."""
        if status.phase != "reading":
            self._first = None  # what other phases take is not the pace of reading
            return None, None
        if self._first is None:
            self._first = self._clock(), status.done
        started, before = self._first
        seconds, read = self._clock() - started, status.done - before
        if seconds <= 0 or read <= 0:
            return None, None
        return read / seconds, (status.total - status.done) * seconds / read


class Lines:
    """Writes one line now and then: with each new phase, and every ``interval`` seconds."""

    def __init__(
        self, stream: TextIO, word: Callable[[dict[str, Any]], str], interval: float, clock: Clock = time.monotonic
    ) -> None:
        self._stream = stream
        self._word = word
        self._interval = interval
        self._clock = clock
        self._pace = Pace(clock)
        self._last: tuple[Phase, float] | None = None

    def __call__(self, status: Status) -> None:
        rate, seconds_left = self._pace.figures(status)
        now = self._clock()
        if self._last and self._last[0] == status.phase and now - self._last[1] < self._interval:
            return
        self._last = status.phase, now
        figures = {**asdict(status), "rate": _rounded(rate), "seconds_left": _rounded(seconds_left)}
        print(self._word(figures), file=self._stream, flush=True)


def as_json(figures: dict[str, Any]) -> str:
    """One JSON object a line."""
    if figures["phase"] == "ending":
        return json.dumps({"event": "ending", "reason": _ENDING})
    return json.dumps({"event": "progress", **figures}, ensure_ascii=False)


def as_words(figures: dict[str, Any]) -> str:
    """``120 of 2000 read, 2 failed, 41 a second, 46 s left, $1.20``."""
    if figures["phase"] == "ending":
        return _ENDING
    if figures["phase"] == "starting Ray":
        return "Starting Ray …"
    if figures["phase"] == "finding":
        return f"Inputs found: {figures['done']}" if figures["done"] else "Looking for reports …"
    parts = [f"{figures['done']} of {figures['total']} {_DONE[figures['phase']]}"]
    parts += [f"{figures[name]} {name}" for name in ("failed", "incomplete") if figures[name]]
    if figures["rate"] is not None:
        parts += [f"{figures['rate']:g} a second", f"{figures['seconds_left']:.0f} s left"]
    if figures["cost"] is not None:
        parts += [f"${figures['cost']:.2f}"]
    return ", ".join(parts)


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 1)


@contextmanager
def shown(stream: TextIO, *, json_lines: bool = False) -> Iterator[OnStatus]:
    """Something to tell of every status, which shows it on ``stream`` in the way that suits."""
    from rich.console import Console

    console = Console(file=stream)
    if json_lines:
        yield Lines(stream, as_json, interval=1.0)
    elif console.is_terminal:
        with _bar(console) as on_status:
            yield on_status
    else:
        yield Lines(stream, as_words, interval=10.0)


@contextmanager
def _bar(console: Any) -> Iterator[OnStatus]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"))
    pace = Pace()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("finding", total=None, pace="")

        def show(status: Status) -> None:
            if status.phase == "ending":
                progress.console.print(_ENDING)
                return
            rate, seconds_left = pace.figures(status)
            words = [] if rate is None or seconds_left is None else [f"{rate:.1f}/s", f"{_clock_time(seconds_left)} left"]
            words += [f"${status.cost:.2f}"] if status.cost is not None else []
            words += [f"{status.failed} failed"] if status.failed else []
            total = status.total or None
            progress.update(task, description=status.phase, completed=status.done, total=total, pace=" · ".join(words))

        yield show


def _clock_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
