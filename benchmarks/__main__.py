"""Every benchmark that ``make benchmarks`` runs, one after the other: ``python -m benchmarks``.

A missed target does not keep the rest from being measured; the exit code is 1 where there was one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rich.console import Console

from benchmarks.figures import commands
from benchmarks.row import Row, table_of

ROOT = Path(__file__).parent.parent


def run(command: str) -> Row:
    """Run one command, its output shown as it comes."""
    print(f"$ {command}", flush=True)
    words = command.split()
    status = subprocess.run([sys.executable, *words[1:]], cwd=ROOT, check=False).returncode
    return Row(command, f"exit code {status}", "0", status == 0)


def main() -> int:
    """Run all, then say which missed a target; returns the exit code."""
    rows = [run(command) for command in commands()]
    Console(width=120).print(table_of("All benchmarks", rows))
    return int(not all(row.met for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
