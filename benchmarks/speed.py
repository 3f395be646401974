"""Speed of the offline pipeline: ``python -m benchmarks.speed [FILE…]``.

Every figure is a ratio to a bare regular expression over the same text, measured in the same run, beside characters a second
on this machine. Growth compares a text with the same text ten times over. Memory is the peak of a process of its own.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extractor.documents import Document, fold
from extractor.numbers import find_quantities
from extractor.pipeline import extract_by_rules

ROOT = Path(__file__).parent.parent
_BARE = re.compile(r"\d+(?:\.\d+)?(?:[万亿]*(?:元|人|个|家|%))?")
_REPEATS = 5
_LARGE = 5_000_000


def best(action: Callable[[], object], repeats: int = _REPEATS) -> float:
    """The shortest of several runs, in seconds: what the machine's other work disturbs least."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def process_seconds(*command: str) -> float:
    """Whole-process time of a command."""
    return best(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))


def peak_megabytes(text: str) -> float:
    """Peak memory of a fresh process that reads ``text``."""
    code = (
        "import resource, sys; from extractor import extract_text; extract_text(sys.stdin.read());"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=text, text=True, capture_output=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="texts to read; the seeds by default")
    parser.add_argument("--large", action="store_true", help="also read a text of five million characters in its own process")
    args = parser.parse_args()
    files = args.files or sorted((ROOT / "seeds").glob("*.txt"))
    text = "\n\n".join(path.read_text(encoding="utf-8-sig") for path in files)
    table = Table(title=f"{len(text):,} characters", title_justify="left")
    for column in ("what", "characters a second", "× bare regex"):
        table.add_column(column, justify="right" if column != "what" else "left")
    folded = fold(text)
    bare = best(lambda: sum(1 for _ in _BARE.finditer(text)))
    rows = {
        "bare regex": bare,
        "folding": best(lambda: fold(text)),
        "regex layer": best(lambda: find_quantities(text, folded)),
        "whole pipeline": (whole := best(lambda: extract_by_rules(Document.from_text(text)))),
    }
    for name, seconds in rows.items():
        table.add_row(name, f"{len(text) / seconds:,.0f}", f"{seconds / bare:.1f}")
    tenfold = best(lambda: extract_by_rules(Document.from_text("\n\n".join([text] * 10))), repeats=2)
    table.add_row("ten times the text", f"{10 * len(text) / tenfold:,.0f}", f"time × {tenfold / whole:.1f}")
    console = Console(width=100)
    console.print(table)
    command = str(Path(sys.executable).parent / "extractor")
    console.print(f"extractor --help: {process_seconds(command, '--help'):.2f} s of whole-process time")
    seed = str(ROOT / "seeds" / "zhongyuan-2024-plan.txt")
    console.print(f"extractor extract on a seed: {process_seconds(command, 'extract', '--engine', 'rules', seed):.2f} s")
    if args.large:
        large = (text * (_LARGE // len(text) + 1))[:_LARGE]
        console.print(f"five million characters: peak {peak_megabytes(large):.0f} MB")


if __name__ == "__main__":
    main()
