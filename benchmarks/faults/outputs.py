"""What single commands write (a result, tables, a review page), where there is no room for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.faults.commands import run_command
from benchmarks.row import Row, counted

Arguments = Sequence[str | Path]

NO_ROOM_BYTES = 1_000  # no output is as small
_TABLES = ("table.csv", "table.xlsx", "table.parquet", "table.duckdb")
_OLD = "what was there before"


def full_output_rows(report: Path, folder: Path, elsewhere: Path, longest_file: int | None) -> Iterator[Row]:
    """Every command that writes a file, into ``folder`` on a disk without room, or where no file may be longer than told.

    What it needs to read is made ``elsewhere``.
    """
    result = elsewhere / "whole.json"
    run_command("extract", report, "--engine", "rules", "--out", result)
    commands: dict[str, Arguments] = {
        "out.json": ("extract", report, "--engine", "rules", "--out"),
        **dict.fromkeys(_TABLES, ("table", result, "--to")),
        "review.html": ("review", result, "--text", report, "--out"),
    }
    yield Row("a full disk for extract --out, table --to and review --out, each over an older file", "")
    told, spoilt, left = 0, 0, 0
    for name, arguments in commands.items():
        out = folder / name
        before = out.read_bytes()
        ended = run_command(*arguments, out, longest_file=longest_file)
        told += ended.in_a_sentence and name in ended.errors
        spoilt += out.read_bytes() != before
        left += len({path.name for path in folder.iterdir()} - {*commands, "out.source.txt"})
    yield counted(f"  of {len(commands)} commands, those that do not end in a sentence that names the file", len(commands) - told)
    yield counted("  older files spoilt", spoilt)
    yield counted("  parts left behind", left)


def make_older(folder: Path) -> None:
    """Put the older files there that the commands are to replace."""
    folder.mkdir()
    for name in ("out.json", *_TABLES, "review.html"):
        (folder / name).write_text(_OLD, encoding="utf-8")
