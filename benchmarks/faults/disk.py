"""A disk that fills up, and one that cannot be written.

Where this process may mount, both are a small file system of their own. Elsewhere files may not grow beyond a limit, and the folder
is not permitted to be written.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults.answers import RightAnswers
from benchmarks.faults.commands import Ended, contents, differing, half_written, make_reports, run
from benchmarks.faults.outputs import NO_ROOM_BYTES, full_output_rows, make_older
from benchmarks.row import Row, counted, held
from tests.fake_endpoint import FakeEndpoint

_REPORTS = 8
_CONCURRENCY = 4
_FULL_KILOBYTES = 400  # a few reports fit
_STORE_KILOBYTES = 200
_LARGE_KILOBYTES = 64_000
_LONGEST_FILE_BYTES = 70_000  # where nothing may be mounted: some results fit
_RULES = ("--engine", "rules")


@dataclass(frozen=True, slots=True)
class Disk:
    """The folder of a disk that is ``mounted``, or only made believe."""

    folder: Path
    mounted: bool

    def remount(self, options: str) -> None:
        """Change the size of the disk, or whether it may be written."""
        if self.mounted:
            subprocess.run(["mount", "-o", f"remount,{options}", self.folder], check=True)
        elif options in ("ro", "rw"):
            self.folder.chmod(0o555 if options == "ro" else 0o755)

    @property
    def longest_file(self) -> int | None:
        """The size that files are kept to where the disk cannot be small."""
        return None if self.mounted else _LONGEST_FILE_BYTES


def disk_rows(files: Sequence[Path], seeds: Sequence[int]) -> Iterator[Row]:
    """Rules and model on a full disk, each then given room; a folder that cannot be written; and single files without room."""
    with tempfile.TemporaryDirectory() as name, _disk(Path(name) / "disk") as disk:
        reports = make_reports(files, Path(name) / "reports", _REPORTS)
        run(reports, "--out", Path(name) / "whole", *_RULES)
        expected = contents(Path(name) / "whole")
        yield from _full_run(disk, reports, expected)
        yield from _full_store(disk, reports, Path(name) / "by-model")
        yield from _read_only(disk, reports, expected)
        yield from _full_outputs(disk, files[0], Path(name))


def _full_outputs(disk: Disk, report: Path, elsewhere: Path) -> Iterator[Row]:
    folder = disk.folder / "outputs"
    make_older(folder)
    _fill(disk, 0)
    yield from full_output_rows(report, folder, elsewhere, None if disk.mounted else NO_ROOM_BYTES)


@contextmanager
def _disk(folder: Path) -> Iterator[Disk]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_FULL_KILOBYTES}k", "tmpfs", folder]
    disk = Disk(folder, subprocess.run(mount, capture_output=True, check=False).returncode == 0)
    try:
        yield disk
    finally:
        if disk.mounted:
            subprocess.run(["umount", folder], check=True)


def _full_run(disk: Disk, reports: Path, expected: dict[str, str]) -> Iterator[Row]:
    out = disk.folder / "run"
    yield Row("a disk that fills up while rules read; then room, and the same command", "")
    full = run(reports, "--out", out, *_RULES, longest_file=disk.longest_file)
    yield held("  it ends in a sentence that names the folder", full.in_a_sentence and str(out) in full.errors)
    yield Row("  results written before the disk was full", f"{len(contents(out))} of {len(expected)}")
    yield counted("  results half written", half_written(out))
    disk.remount(f"size={_LARGE_KILOBYTES}k")
    yield held("  with room the same command ends well", run(reports, "--out", out, *_RULES).code == 0)
    yield counted("  results lost, or other than those of an undisturbed run", differing(contents(out), expected))


def _full_store(disk: Disk, reports: Path, out: Path) -> Iterator[Row]:
    script = RightAnswers(sorted(reports.iterdir()))
    store = disk.folder / "answers.sqlite3"
    _fill(disk, _STORE_KILOBYTES)
    with FakeEndpoint(script) as endpoint:

        def read(longest_file: int | None = None) -> Ended:
            model = ("--model", "fake-model", "--base-url", endpoint.base_url, "--mode", "json_schema")
            limits = ("--concurrency", str(_CONCURRENCY), "--store", store)
            return run(reports, "--out", out, *model, *limits, longest_file=longest_file)

        yield from _store_rows(read, disk, out, script)


def _store_rows(read: Callable[[int | None], Ended], disk: Disk, out: Path, script: RightAnswers) -> Iterator[Row]:
    yield Row("a disk that fills up while a model's answers are kept; then room, and the same command", "")
    full = read(disk.longest_file)
    paid = sum(script.answered.values())
    yield held("  it ends in a sentence that names the store", full.in_a_sentence and "answers.sqlite3" in full.errors)
    yield counted("  results half written", half_written(out))
    disk.remount(f"size={_LARGE_KILOBYTES}k")
    yield held("  with room the same command ends well", read(None).code == 0)
    again = sum(script.answered.values()) - len(script.answered)
    yield Row("  answers given before the disk was full", f"{paid}")
    yield counted("  of these asked for again (in flight, or next in line, when it was full)", again, 3 * _CONCURRENCY)


def _fill(disk: Disk, kilobytes: int) -> None:
    """Leave so much room on the disk, and no more."""
    used = sum(path.stat().st_blocks // 2 for path in disk.folder.rglob("*"))
    disk.remount(f"size={used + kilobytes}k")


def _read_only(disk: Disk, reports: Path, expected: dict[str, str]) -> Iterator[Row]:
    out = disk.folder / "run"
    disk.remount("ro")
    if not disk.mounted:
        out.chmod(0o555)
    yield Row("a folder that cannot be written", "")
    try:
        yield held("  a new run there ends in a sentence", run(reports, "--out", disk.folder / "new", *_RULES).in_a_sentence)
        yield held(
            "  so does a run that was there before, read anew", run(reports, "--out", out, *_RULES, "--refresh").in_a_sentence
        )
    finally:
        disk.remount("rw")
        if not disk.mounted:
            out.chmod(0o755)
    yield counted("  results lost, or other than before", differing(contents(out), expected))
