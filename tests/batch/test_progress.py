"""Progress: how fast, how long still, and how it is said."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from extractor.batch.progress import Lines, Pace, Status, as_json, as_words, shown


class Clock:
    """Time that goes on when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_pace_counts_only_what_this_run_reads() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.figures(Status("finding", done=900)) == (None, None)
    assert pace.figures(Status("reading", done=500, total=1_000)) == (None, None)
    clock.now += 10
    assert pace.figures(Status("reading", done=600, total=1_000)) == (10.0, 40.0)


def test_lines_come_with_each_phase_and_now_and_then() -> None:
    clock, stream = Clock(), io.StringIO()
    tell = Lines(stream, as_words, interval=10, clock=clock)
    tell(Status("finding"))
    tell(Status("finding", done=1))
    tell(Status("starting Ray"))
    for done in range(21):
        tell(Status("reading", done=done, total=20))
        clock.now += 1
    tell(Status("summing", done=3, total=20))
    assert stream.getvalue().splitlines() == [
        "Looking for reports …",
        "Starting Ray …",
        "0 of 20 read",
        "10 of 20 read, 1 a second, 10 s left",
        "20 of 20 read, 1 a second, 0 s left",
        "3 of 20 summed up",
    ]


def test_failures_and_cost_are_told() -> None:
    status = Status("reading", done=3, total=9, failed=1, incomplete=2, cost=1.234)
    stream = io.StringIO()
    Lines(stream, as_words, interval=0)(status)
    Lines(stream, as_json, interval=0)(replace(status, cost=None))
    words, event = stream.getvalue().splitlines()
    assert words == "3 of 9 read, 1 failed, 2 incomplete, $1.23"
    assert json.loads(event) == {
        "event": "progress",
        "phase": "reading",
        "done": 3,
        "total": 9,
        "failed": 1,
        "incomplete": 2,
        "cost": None,
        "rate": None,
        "seconds_left": None,
    }


def test_an_end_that_is_awaited_is_told() -> None:
    stream = io.StringIO()
    Lines(stream, as_words, interval=10)(Status("ending"))
    Lines(stream, as_json, interval=10)(Status("ending"))
    words, event = stream.getvalue().splitlines()
    assert words == "Ending what is under way; Ctrl-C again stops at once."
    assert json.loads(event) == {"event": "ending", "reason": words}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_the_bar_says_what_is_going_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with shown(stream) as tell:
        tell(Status("finding", done=93))
        tell(Status("starting Ray"))
    assert "starting Ray" in stream.getvalue()
    assert "93/?" not in stream.getvalue().rpartition("starting Ray")[2]


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    with shown(stream) as tell:
        tell(Status("reading", done=0, total=8))
        tell(Status("ending"))
        tell(Status("reading", done=5, total=8, failed=1, cost=2.5))
    drawn = stream.getvalue()
    assert drawn.count("Ending what is under way; Ctrl-C again stops at once.") == 1
    assert "5/8" in drawn
    assert "$2.50" in drawn
    assert "1 failed" in drawn
    assert "left" in drawn
