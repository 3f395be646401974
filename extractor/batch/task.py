"""What passes between a run, its store and whoever reads: plain values that any process can be handed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["begun", "done", "incomplete", "failed"]


@dataclass(frozen=True, slots=True)
class Task:
    """One report to read: the file at ``path``, whose content hashes to ``sha256``, into the result called ``name``."""

    name: str
    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: result and text of so many ``bytes`` together, or the reason why there is none, or not a whole one.

    ``cost`` is what its answers cost when they were given, US dollars; none where no model was asked, or its price is unknown.
    """

    task: Task
    state: State
    bytes: int = 0
    cost: float | None = None
    reason: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that was not read, or not wholly; ``source`` is its path as it can be printed."""

    source: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An input with the very content of another, whose result stands for both; none where that one was not read either."""

    source: str
    same_as: str
    result: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A result to be summed up: its name, its size with its text, and the path of its report as it can be printed."""

    name: str
    bytes: int
    source: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many inputs there are, and what has come of them so far.

    ``reports`` are the inputs that differ in content and can be read. ``others`` are results in the same folder of inputs that
    this command does not name; they are no part of the run. ``bytes`` is the size of all reports together.
    """

    bytes: int
    inputs: int
    unreadable: int
    reports: int
    complete: int
    incomplete: int
    failed: int
    others: int

    @property
    def duplicates(self) -> int:
        """Inputs with the content of another."""
        return self.inputs - self.unreadable - self.reports

    @property
    def pending(self) -> int:
        """Reports still to be read."""
        return self.reports - self.complete - self.incomplete - self.failed

    @property
    def whole(self) -> bool:
        """Whether every input is read, and wholly."""
        return self.complete == self.reports and not self.unreadable
