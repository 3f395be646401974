"""The commands, run as a user runs them, and what a batch leaves."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from extractor import Result

ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = (sys.executable, "-c", "from extractor.cli.start import run; run()")


@dataclass(frozen=True, slots=True)
class Ended:
    """Exit code and standard error of a command."""

    code: int
    errors: str

    @property
    def in_a_sentence(self) -> bool:
        """Whether it failed, said so, and without a traceback."""
        return self.code > 0 and "extractor: " in self.errors and "Traceback" not in self.errors


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """``extractor batch ARGUMENTS`` under way."""
    return _start("batch", *arguments)


def _start(*arguments: str | Path) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "EXTRACTOR_"))}
    return subprocess.Popen(
        [*_PROGRAM, *map(str, arguments)], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def run(*arguments: str | Path, longest_file: int | None = None) -> Ended:
    """``extractor batch ARGUMENTS``, run to its end; with ``longest_file`` no file may grow beyond so many bytes."""
    return run_command("batch", *arguments, longest_file=longest_file)


def run_command(*arguments: str | Path, longest_file: int | None = None) -> Ended:
    """``extractor ARGUMENTS``, likewise."""
    process = _start(*arguments)
    if longest_file is not None:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (longest_file, longest_file))
    errors = process.communicate()[1]
    return Ended(process.returncode, errors)


def make_reports(files: Sequence[Path], folder: Path, count: int) -> Path:
    """``count`` reports in ``folder``, no two alike: the ``files`` repeated, each with a line of its own that holds no quantity."""
    folder.mkdir()
    for number in range(count):
        mark = f"编号{str(number).translate(str.maketrans('0123456789', 'abcdefghij'))}。"
        text = files[number % len(files)].read_text(encoding="utf-8-sig")
        (folder / f"report-{number:03}.txt").write_text(f"{text}\n{mark}\n", encoding="utf-8")
    return folder


def half_written(out: Path) -> int:
    """Results in ``out`` that cannot be read, or whose text is not the one that their offsets count."""
    return sum(not _is_whole(path) for path in (out / "results").glob("*.json"))


def _is_whole(path: Path) -> bool:
    try:
        result = Result.model_validate_json(path.read_bytes())
        text = path.with_suffix(".source.txt").read_bytes().decode()
    except (OSError, ValidationError, UnicodeError):
        return False
    return all(text[each.evidence.start : each.evidence.end] == each.evidence.quote for each in result.records)


def contents(out: Path) -> dict[str, str]:
    """What the results in ``out`` say, by their names, without how long the reading took."""
    read = {path.name: Result.model_validate_json(path.read_bytes()) for path in (out / "results").glob("*.json")}
    return {
        name: result.model_copy(update={"run": result.run.model_copy(update={"seconds": 0.0})}).to_json()
        for name, result in read.items()
    }


def differing(found: dict[str, str], expected: dict[str, str]) -> int:
    """Results lost, too many, or other than expected."""
    return len(found.items() ^ expected.items())
