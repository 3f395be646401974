"""What Ray costs: ``python -m benchmarks.cluster [FILE…]``.

Reads the same reports by the rules with local processes and on a Ray of this machine with as many cores, by turns, and compares the
seconds from the first report begun to the last one done; the start of Ray is told apart. The results are held against each other
byte for byte. Other work on the machine disturbs both alike: look at the ratio, and at how far the rounds differ.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.batch import ROOT, contents, make_reports
from extractor.batch import run_batch
from extractor.batch.cluster import open_on_ray
from extractor.batch.cluster.connection import connected
from extractor.batch.progress import Status
from extractor.batch.readers import OpenReader, open_local
from extractor.settings import Settings


class ReadingTime:
    """Seconds between the first and the last status of the phase of reading."""

    def __init__(self) -> None:
        self._moments: list[float] = []

    def __call__(self, status: Status) -> None:
        if status.phase == "reading":
            self._moments.append(time.perf_counter())

    @property
    def seconds(self) -> float:
        """So far."""
        return self._moments[-1] - self._moments[0]


def reading_seconds(reports: Path, out: Path, processes: int, open_reader: OpenReader) -> float:
    """How long ``reports`` took to be read into ``out``."""
    told = ReadingTime()
    run_batch([reports], out, Settings(engine="rules"), processes=processes, on_status=told, open_reader=open_reader)
    return told.seconds


def compare(files: Sequence[Path], count: int, processes: int, rounds: int, table: Table) -> None:
    """Rows on all rounds, within one connection to Ray."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name, connected("local", processes):
        started = time.perf_counter() - began
        reports = Path(name) / "reports"
        reports.mkdir()
        make_reports(files, reports, count)
        on_ray = partial(open_on_ray, address="local", processes=processes)
        pairs, same = [], True
        for number in range(rounds + 1):  # the first round warms Ray's workers up and is not counted
            outs = [Path(name) / f"{kind}{number}" for kind in ("local", "ray")]
            readers = (open_local, on_ray)
            pairs.append([reading_seconds(reports, out, processes, reader) for out, reader in zip(outs, readers, strict=True)])
            same = same and contents(outs[0]) == contents(outs[1])
    del pairs[0]
    ratios = [ray / local for local, ray in pairs]
    table.add_row("start of Ray", f"{started:.1f} s")
    table.add_row("local processes, median", f"{median(local for local, _ in pairs):.1f} s")
    table.add_row("Ray, median", f"{median(ray for _, ray in pairs):.1f} s")
    table.add_row("Ray ÷ local, median (smallest to largest)", f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})")
    table.add_row("same bytes", "yes" if same else "NO")


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="reports to repeat; the seeds by default")
    parser.add_argument("--reports", type=int, default=500, help="reports to read (default: 500)")
    parser.add_argument("--processes", type=int, default=2, help="processes, and cores of Ray (default: 2)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count (default: 3)")
    options = parser.parse_args()
    files = options.files or sorted((ROOT / "seeds").glob("*.txt"))
    table = Table("what", "figure", title=f"{options.reports} reports, {options.processes} processes", title_justify="left")
    table.columns[1].justify = "right"
    compare(files, options.reports, options.processes, options.rounds, table)
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
