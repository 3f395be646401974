"""Whole processes: start-up beside that of Python alone, and a batch run of many reports."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.batch import make_reports, undisturbed
from benchmarks.gold import SEEDS
from benchmarks.speed.clock import seconds_of_command
from benchmarks.speed.row import Timed, rate

_REPORTS = 500


def start_rows() -> Iterator[Timed]:
    """A row a command, beside Python alone."""
    command = str(Path(sys.executable).parent / "extractor")
    seed = str(SEEDS / "zhongyuan-2024-plan.txt")
    commands = {
        "python alone": (sys.executable, "-c", "pass"),
        "import extractor": (sys.executable, "-c", "import extractor"),
        "extractor --help": (command, "--help"),
        "extractor extract on a sample report, rules": (command, "extract", "--engine", "rules", seed),
    }
    seconds = {name: seconds_of_command(*words) for name, words in commands.items()}
    for name, each in seconds.items():
        yield Timed(name, f"{each:.2f}", f"{each / seconds['python alone']:.1f}")


def batch_row(files: Sequence[Path], bare: float) -> Timed:
    """Many reports read by one process of the batch command, its start and its writing included; ``bare`` is a character's time."""
    with tempfile.TemporaryDirectory() as name:
        reports = Path(name) / "reports"
        reports.mkdir()
        characters = make_reports(files, reports, _REPORTS)
        seconds = undisturbed(reports, Path(name) / "run", 1).processor_seconds
    return Timed(f"batch of {_REPORTS} reports, whole command", rate(characters, seconds), f"{seconds / characters / bare:.1f}")
