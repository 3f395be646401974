"""Fault runs: ``python -m benchmarks.faults [--seed N] [--seeds N] [--only PART] [FILE…]``.

Reads reports (the seeds by default) with a scripted endpoint that answers rightly, but for faults that strike at random; then
disturbs runs in other ways: kill -9, a full disk, a folder that cannot be written, stores of other versions, a clock that jumps.
Nothing may be lost or half written, and what is missing must be said. The exit code is 1 where a target is missed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.faults.clock import clock_rows
from benchmarks.faults.disk import disk_rows
from benchmarks.faults.endpoint import endpoint_rows
from benchmarks.faults.lost import lost_rows
from benchmarks.faults.process import process_rows
from benchmarks.faults.stores import store_rows
from benchmarks.row import Row, table_of

ROOT = Path(__file__).resolve().parents[2]
PARTS: Mapping[str, Callable[[Sequence[Path], Sequence[int]], Iterator[Row]]] = {
    "endpoint": endpoint_rows,
    "lost": lost_rows,
    "process": process_rows,
    "disk": disk_rows,
    "store": store_rows,
    "clock": clock_rows,
}


def main() -> int:
    """Print one table; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="reports to read; the seeds by default")
    parser.add_argument("--seed", type=int, default=1, help="seed of what happens at random (default: 1)")
    parser.add_argument("--seeds", type=int, default=3, help="runs of each fault at each rate, of seeds that follow (default: 3)")
    parser.add_argument("--only", choices=PARTS, action="append", help="leave out the other parts; may be given more than once")
    options = parser.parse_args()
    files = options.files or sorted((ROOT / "seeds").glob("*.txt"))
    if missing := [str(path) for path in files if not path.is_file()]:
        parser.error(f"no such file: {', '.join(missing)}")
    seeds = range(options.seed, options.seed + options.seeds)
    rows = [row for name in options.only or PARTS for row in PARTS[name](files, seeds)]
    Console(width=120).print(table_of("Faults", rows))
    return int(not all(row.met for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
