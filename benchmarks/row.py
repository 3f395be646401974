"""A line of a benchmark's table: a figure, and the target it is held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, the figure, and the target it was held against (none where it is only told)."""

    what: str
    figure: str
    target: str = ""
    met: bool = True

    @property
    def word(self) -> str:
        """Whether the target is met, in a word; nothing where there is none."""
        return "" if not self.target else "met" if self.met else "missed"


def counted(what: str, number: int, at_most: int = 0) -> Row:
    """A count that has to stay at ``at_most`` or below."""
    return Row(what, f"{number}", f"{at_most}" if at_most == 0 else f"≤ {at_most}", number <= at_most)


def held(what: str, is_so: bool) -> Row:
    """Something that has to be so."""
    return Row(what, "yes" if is_so else "no", "yes", is_so)


def dated(title: str) -> str:
    """``title`` with the day of the measurement."""
    return f"{title}, measured on {date.today():%Y-%m-%d}"


def table_of(title: str, rows: Iterable[Row]) -> Table:
    """The rows as a table that says when it was measured."""
    table = Table("what", "figure", "target", "", title=dated(title), title_justify="left")
    table.columns[1].justify = "right"
    for row in rows:
        table.add_row(row.what, row.figure, row.target, row.word)
    return table
