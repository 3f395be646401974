"""Speed in processor time: ``python -m benchmarks.speed [--large] [FILE…]``.

Reads the seeds and the texts of ``tests/gold`` (or the files named). Ratios are to a bare regular expression over the same texts,
to Python alone for the start of commands, and to the plain SDK for what asking a model costs. JioNLP is measured where it is
installed. The exit code is 1 where a target is missed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import overhead
from benchmarks.gold import SEEDS, SPLITS, texts
from benchmarks.row import dated
from benchmarks.speed.growth import growth_rows, large_text, peak_megabytes
from benchmarks.speed.offline import bare_seconds, jionlp_row, offline_rows
from benchmarks.speed.processes import batch_row, start_rows
from benchmarks.speed.row import Timed, rate, timed_table


def default_files() -> list[Path]:
    """The seeds, and every other text with gold."""
    return sorted({*SEEDS.glob("*.txt"), *(text.source for split in SPLITS for text in texts(split))})


def reading_rows(files: Sequence[Path], words: Sequence[str]) -> Iterator[Timed]:
    """Everything that reads the texts, beside the bare regular expression."""
    characters, bare = sum(map(len, words)), bare_seconds(words)
    yield Timed("bare regex", rate(characters, bare), "1.0")
    yield jionlp_row(words, bare)
    yield from offline_rows(words, bare)
    yield batch_row(files, bare / characters)


def model_rows() -> Iterator[Timed]:
    """What a request costs this process, beside the plain SDK."""
    costs = overhead.costs(overhead.Load())
    plain = costs[overhead.BASELINE].cpu
    for name, cost in costs.items():
        yield Timed(name, f"{cost.cpu / overhead.Load().requests * 1000:.1f}", f"{cost.cpu / plain:.1f}")


def main() -> int:
    """Print the tables; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="texts to read; the seeds and the texts with gold by default")
    parser.add_argument("--large", action="store_true", help="also read a text of five million characters in its own process")
    options = parser.parse_args()
    files = options.files or default_files()
    words = [path.read_text(encoding="utf-8-sig") for path in files]
    tables = (
        (f"{sum(map(len, words)):,} characters of {len(words)} texts", *_READING, list(reading_rows(files, words))),
        ("Growth", "characters a second", "× time a character", list(growth_rows(words))),
        ("Start-up", "seconds", "× python alone", list(start_rows())),
        ("Asking a model", "ms a request", f"× {overhead.BASELINE}", list(model_rows())),
    )
    console = Console(width=120)
    for table in tables:
        console.print(timed_table(*table))
    if options.large:
        console.print(dated(f"five million characters: peak {peak_megabytes(large_text(words)):.0f} MB"))
    return int(not all(row.met for *_, rows in tables for row in rows))


_READING = ("characters a second", "× bare regex")

if __name__ == "__main__":
    raise SystemExit(main())
