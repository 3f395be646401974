"""A line of the table: what was measured, how fast it is, and how slow beside its baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.table import Table

from benchmarks.row import dated


@dataclass(frozen=True, slots=True)
class Timed:
    """A figure and its ratio to a baseline; ``target`` says what was to be reached, ``met`` whether it was."""

    what: str
    figure: str
    ratio: str = ""
    target: str = ""
    met: bool = True

    @property
    def word(self) -> str:
        """Whether the target is met, in a word."""
        return "" if not self.target else "met" if self.met else "missed"


def rate(characters: int, seconds: float) -> str:
    """Characters a second, to be read."""
    return f"{characters / seconds:,.0f}"


def timed_table(title: str, figure: str, ratio: str, rows: Iterable[Timed]) -> Table:
    """The rows as a table; ``figure`` and ``ratio`` head their columns."""
    table = Table(title=dated(title), title_justify="left")
    for column in ("what", figure, ratio, "target", ""):
        table.add_column(column, justify="right" if column in (figure, ratio) else "left")
    for row in rows:
        table.add_row(row.what, row.figure, row.ratio, row.target, row.word)
    return table
