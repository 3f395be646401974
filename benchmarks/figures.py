"""Which command prints which figure: ``figures.csv``, from which ``docs/benchmarks.md`` is made.

``words`` are those by which a row of the README is known; ``make`` says whether ``make benchmarks`` runs the command. A figure
without a command says why it has none.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, and the command that prints it or holds it."""

    words: str
    figure: str
    command: str
    in_make: bool


def figures() -> list[Figure]:
    """All figures, in the order of the file."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        return [Figure(row["words"], row["figure"], row["command"], row["make"] == "yes") for row in csv.DictReader(lines)]


def commands() -> list[str]:
    """What ``make benchmarks`` runs, each once."""
    return list(dict.fromkeys(each.command for each in figures() if each.in_make))
