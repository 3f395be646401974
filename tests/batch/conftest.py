"""A folder of small reports, no two alike, and ways to look at what a run leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import environment

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from extractor.cli.start import run; run()", "batch"]
SEED = (ROOT / "seeds" / "zhongyuan-2024-review.txt").read_text(encoding="utf-8")
_LETTERS = str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸")

MakeReports = Callable[..., Path]


def report_text(number: int) -> str:
    """A short report; each number gives another text, and its own figures."""
    return f"{SEED[:700]}\n\n编号{str(number).translate(_LETTERS)}。新增城镇就业{number + 1}.5万人，增长{number % 9 + 1}.2%。\n"


@pytest.fixture
def make_reports(tmp_path: Path) -> MakeReports:
    """Makes a folder of so many reports, each with so many empty lines: these cost little, and make it worth another process."""

    def make(count: int, empty_lines: int = 0) -> Path:
        folder = tmp_path / "reports"
        folder.mkdir()
        for number in range(count):
            (folder / f"report-{number:03}.txt").write_text(report_text(number) + "\n" * empty_lines, encoding="utf-8")
        return folder

    return make


def start(*arguments: str | os.PathLike[str], cwd: Path = ROOT) -> subprocess.Popen[bytes]:
    """``extractor batch ARGUMENTS`` under way, in a process group of its own."""
    command = [*COMMAND, *map(os.fspath, arguments)]
    surroundings = {**environment(), "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=cwd, env=surroundings, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True)


def finish(process: subprocess.Popen[bytes], stdin: bytes = b"") -> tuple[int, str]:
    """Exit code and standard error of a command that was started."""
    _, errors = process.communicate(stdin, timeout=60)
    return process.returncode, errors.decode("utf-8", "replace")


def contents(out: Path) -> dict[str, bytes]:
    """Every file that a run leaves for others to read."""
    files = [path for path in out.rglob("*") if path.is_file() and path.suffix in (".json", ".jsonl", ".txt")]
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
