"""From what the user named to the files meant: files, folders, patterns, and lists of paths."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from glob import has_magic, iglob
from pathlib import Path
from typing import BinaryIO

from extractor.batch.folder import RunFolder
from extractor.errors import UsageError
from extractor.interrupts import at_once, checkpoint

_NAMES = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".doc", ".wps", ".rtf"}
# Other names are looked into: what begins like one of these is a report in a format without a telling name.
_OPENINGS = (b"%pdf-", b"<!doctype html", b"<html")
_WORD = (b"pk\x03\x04", b"word/")
_SAMPLE_BYTES = 4_096
_BLOCK_BYTES = 65_536

_Identity = tuple[int, int]


class Finder:
    """Finds reports, but none in what a run left, this one's or another's; ``skipped`` counts files that look like no report."""

    def __init__(self) -> None:
        self.skipped = 0

    def find(self, inputs: Iterable[str | Path]) -> Iterator[Path]:
        """Every file that ``inputs`` name: files as they are, folders with all below them; strings may be patterns (``**/*.txt``).

        What does not exist comes through too, so that it can be reported; so do folders that may not be listed.
        """
        for each in inputs:
            path = Path(each)
            if isinstance(each, str) and has_magic(each) and not os.path.lexists(path):
                yield from self._matches(each)
            elif _is_folder(path):
                yield from self._in_folder(path)
            else:
                yield path

    def _matches(self, pattern: str) -> Iterator[Path]:
        found = False
        for name in iglob(pattern, recursive=True):  # noqa: PTH207 (Path.glob takes no absolute pattern)
            path = Path(name)
            found = True
            if path.is_file() and not any(_is_run(parent) for parent in path.parents[:2]):
                yield path
        if not found:
            yield Path(pattern)

    def _in_folder(self, folder: Path) -> Iterator[Path]:
        """Reports in ``folder`` and below, hidden files left out; links are followed, each folder is entered once."""
        entered: set[_Identity] = set()
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            identity = _identity(current)
            if identity in entered or _is_run(current):
                continue
            try:
                entries = [entry for entry in os.scandir(current) if not entry.name.startswith(".")]
            except OSError:
                yield current
                continue
            entered |= {identity} if identity else set()
            waiting += [current / entry.name for entry in entries if entry.is_dir()]
            yield from self._reports(current / entry.name for entry in entries if entry.is_file())

    def _reports(self, files: Iterable[Path]) -> Iterator[Path]:
        for path in files:
            checkpoint()
            if looks_like_report(path):
                yield path
            else:
                self.skipped += 1


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, say: reading it will tell
        return False


def _is_run(folder: Path) -> bool:
    """Whether ``folder`` is the folder of a run: the texts in it are copies of reports."""
    try:
        return RunFolder(folder).store.is_file()
    except OSError:  # a folder that may not be entered: listing it will tell
        return False


def refuse_among(inputs: Iterable[str | Path], out: Path) -> None:
    """Raise a :class:`UsageError` where ``out`` is one of the folders named: a run would make it one that is not searched."""
    identity = _identity(out)
    if identity is not None and not _is_run(out) and any(_identity(Path(each)) == identity for each in inputs):
        raise UsageError(
            f"{out} is to be read and to hold the results.", hint="Choose another folder for the run (--out); one in it will do."
        )


def _identity(path: Path) -> _Identity | None:
    """What tells a folder from all others, whatever it is called; none where it cannot be known."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def looks_like_report(path: Path) -> bool:
    """Whether a file in a folder is worth reading: by its name, else by how it begins."""
    if path.suffix.lower() in _NAMES:
        return True
    try:
        with path.open("rb") as file:
            opening = file.read(_SAMPLE_BYTES).lower().lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return True  # reading it will say what is wrong
    return opening.startswith(_OPENINGS) or (opening.startswith(_WORD[0]) and _WORD[1] in opening)


def listed_paths(stream: BinaryIO) -> Iterator[Path]:
    """Paths from ``stream``, one a line, or separated by NUL as ``find -print0`` writes them.

    Empty lines are skipped, and lines that begin with ``#`` (a file so called goes as ``./#…``).
    """
    block = _block(stream)
    separator = b"\0" if b"\0" in block else b"\n"
    rest = b""
    while block:
        *names, rest = (rest + block).split(separator)
        yield from _paths(names, separator)
        block = _block(stream)
    yield from _paths([rest], separator)


def _block(stream: BinaryIO) -> bytes:
    with at_once():  # nobody knows how long whoever writes the list keeps us waiting
        return stream.read(_BLOCK_BYTES)


def _paths(names: Iterable[bytes], separator: bytes) -> Iterator[Path]:
    in_lines = separator == b"\n"
    for name in names:
        if name.strip() and not (in_lines and name.lstrip().startswith(b"#")):
            yield Path(os.fsdecode(name.rstrip(b"\r")))
