"""Batch runs: ``python -m benchmarks.batch [--full] [FILE…]``.

Reads many reports by the rules: the files given (the seeds by default), repeated under other names, each with a line of its own
added. Measured on the whole command, start and summing up included: speed with one and with two processes, and the largest memory
of any process. Where fewer cores were kept busy than there were processes, other work disturbed the measurement: the figures by
processor time hold all the same. Then runs are killed at random moments and started again; what they leave is held, byte for
byte, against an undisturbed run. Last, reports are read by a scripted model some of whose answers are faulty.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.batch_model import faulty_answers

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-c", "from extractor.cli.start import run; run()", "batch")
_LETTERS = str.maketrans("0123456789", "abcdefghij")  # a line of letters adds no quantity
_NORMAL_CHARACTERS = 15_000


@dataclass(frozen=True, slots=True)
class Run:
    """One undisturbed run: seconds from start to end, processor seconds of all its processes, peak megabytes of the largest."""

    seconds: float
    processor_seconds: float
    megabytes: float


def make_reports(files: Sequence[Path], folder: Path, count: int) -> int:
    """Write ``count`` reports to ``folder``, no two alike; returns how many characters they have in all."""
    texts = [path.read_text(encoding="utf-8-sig") for path in files]
    characters = 0
    for number in range(count):
        text = f"{texts[number % len(texts)]}\n编号{str(number).translate(_LETTERS)}\n"
        characters += len(text)
        (folder / f"{files[number % len(files)].stem}-{number:05}.txt").write_text(text, encoding="utf-8")
    return characters


def start(reports: Path, out: Path, processes: int) -> subprocess.Popen[bytes]:
    """The command, under way in a process group of its own."""
    command = [*COMMAND, str(reports), "--out", str(out), "--engine", "rules", "--processes", str(processes)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)


def undisturbed(reports: Path, out: Path, processes: int) -> Run:
    """Time and memory of one whole run."""
    began = time.perf_counter()
    _, status, usage = os.wait4(start(reports, out, processes).pid, 0)
    if status:
        raise SystemExit(f"the run ended with status {os.waitstatus_to_exitcode(status)}")
    return Run(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def contents(out: Path) -> dict[str, str]:
    """Hash of every file that a run leaves for others to read, by its name."""
    files = [path for path in out.rglob("*") if path.is_file() and path.suffix in (".json", ".jsonl", ".txt")]
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def killed(reports: Path, out: Path, after: float) -> None:
    """Kill a run ``after`` so many seconds, then let the same command run to its end."""
    process = start(reports, out, 2)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    if start(reports, out, 2).wait() != 0:
        raise SystemExit("the run after the kill failed")


def compare(found: Mapping[str, str], expected: Mapping[str, str]) -> tuple[int, int, int]:
    """Files lost, files too many, and files that differ."""
    differing = sum(found[name] != expected[name] for name in found.keys() & expected.keys())
    return len(expected.keys() - found.keys()), len(found.keys() - expected.keys()), differing


def speed(files: Sequence[Path], count: int, table: Table) -> None:
    """Rows on speed and memory."""
    with tempfile.TemporaryDirectory() as name:
        reports = Path(name) / "reports"
        reports.mkdir()
        normal = make_reports(files, reports, count) / _NORMAL_CHARACTERS
        runs = {processes: undisturbed(reports, Path(name) / f"run{processes}", processes) for processes in (1, 2)}
    for processes, run in runs.items():
        table.add_row(f"{count} reports, {processes} process{'es' * (processes > 1)}", f"{run.seconds:.1f} s")
        table.add_row(f"  reports of {_NORMAL_CHARACTERS:,} characters a second", f"{normal / run.seconds:.1f}")
        table.add_row("  the same, a second of processor time", f"{normal / run.processor_seconds:.1f}")
        table.add_row("  cores kept busy", f"{run.processor_seconds / run.seconds:.2f}")
        table.add_row("  peak memory of the largest process", f"{run.megabytes:.0f} MB")
    table.add_row("two processes ÷ one", f"{runs[1].seconds / runs[2].seconds:.2f}")
    table.add_row("  at most, by processor time", f"{2 * runs[1].processor_seconds / runs[2].processor_seconds:.2f}")


def kills(files: Sequence[Path], count: int, times: int, table: Table) -> None:
    """Rows on runs that were killed."""
    with tempfile.TemporaryDirectory() as name:
        reports = Path(name) / "reports"
        reports.mkdir()
        make_reports(files, reports, count)
        whole = undisturbed(reports, Path(name) / "whole", 2)
        expected = contents(Path(name) / "whole")
        moments = [random.uniform(0, whole.seconds) for _ in range(times)]
        sums = (0, 0, 0)
        for number, moment in enumerate(moments):
            out = Path(name) / f"killed{number}"
            killed(reports, out, moment)
            found = compare(contents(out), expected)
            sums = (sums[0] + found[0], sums[1] + found[1], sums[2] + found[2])
    table.add_row(f"{times} kills at random moments, {count} reports each, then the same command", "")
    for what, number in zip(("files lost", "files too many", "files that differ"), sums, strict=True):
        table.add_row(f"  {what}", str(number))


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="reports to repeat; the seeds by default")
    parser.add_argument("--full", action="store_true", help="2,000 reports, and 20 kills of runs of 200; takes a while")
    options = parser.parse_args()
    files = options.files or sorted((ROOT / "seeds").glob("*.txt"))
    table = Table("what", "figure", title=f"Batch runs of {len(files)} files repeated", title_justify="left")
    table.columns[1].justify = "right"
    speed(files, 2_000 if options.full else 500, table)
    kills(files, 200 if options.full else 60, 20 if options.full else 8, table)
    faulty_answers(files, 100, table)
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
