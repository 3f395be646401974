"""Write the pages that follow from the code: ``python -m docs.generate`` (a test holds them against it)."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from benchmarks.figures import Figure, figures
from schemas.catalogue import CatalogueEntry, catalogue

FOLDER = Path(__file__).parent
_INTRODUCTION = """# The indicator catalogue

What `canonical` may hold. An indicator or a commitment gets an id where its name is one of those below, as reports write them. The
file is `schemas/catalogue.csv`: one row an indicator; this page is made from it.
"""

_BENCHMARKS = """# Benchmarks

Which command prints which figure. `make benchmarks` runs those marked so, goes on where a target is missed, and says so at the end;
the others take long, or are tests that hold a figure. Commands whose figures have targets end with exit code 1 where one is missed.
The file is `benchmarks/figures.csv`; this page is made from it.
"""


def commands() -> str:
    """The reference of all commands, as typer writes it from their options and docstrings."""
    command = [sys.executable, "-m", "typer", "extractor.cli.main", "utils", "docs", "--name", "extractor", "--title", "Commands"]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.rstrip() + "\n"


def catalogue_page() -> str:
    """The indicator catalogue, a table a topic."""
    topics: defaultdict[str, list[CatalogueEntry]] = defaultdict(list)
    for entry in catalogue():
        topics[entry.topic].append(entry)
    return "\n".join([_INTRODUCTION, *(_topic(name, entries) for name, entries in topics.items())])


def _topic(name: str, entries: list[CatalogueEntry]) -> str:
    head = [
        f"## {name.replace('_', ' ').capitalize()}",
        "",
        "| id | name | also | unit | example |",
        "| --- | --- | --- | --- | --- |",
    ]
    rows = [f"| `{each.id}` | {each.name} | {'、'.join(each.aliases)} | {each.unit} | {each.example} |" for each in entries]
    return "\n".join([*head, *rows, ""])


def benchmarks_page() -> str:
    """Which command prints which figure."""
    rows = [f"| {each.figure} | {_command(each)} | {'yes' if each.in_make else 'no'} |" for each in figures()]
    return "\n".join([_BENCHMARKS, "| figure | command | in `make benchmarks` |", "| --- | --- | --- |", *rows, ""])


def _command(figure: Figure) -> str:
    return f"`{figure.command}`" if figure.command else "none"


PAGES = {"commands.md": commands, "catalogue.md": catalogue_page, "benchmarks.md": benchmarks_page}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
