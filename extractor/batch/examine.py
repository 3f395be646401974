"""A first look at an input: whether it can be read at all, and the hash of its content."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from extractor.documents import read_document
from extractor.documents.read import MAX_BYTES
from extractor.errors import ExtractorError, UnreadableFile


@dataclass(frozen=True, slots=True)
class Examined:
    """An input and the SHA-256 and size of its content, or what is wrong with it."""

    path: Path
    sha256: str | None = None
    bytes: int = 0
    error: ExtractorError | None = None


def examine(path: Path) -> Examined:
    """Look at the file ``path`` without understanding it."""
    try:
        if path.is_dir():  # folders that could be listed were replaced by what is in them
            raise UnreadableFile(f"The folder {path} may not be read.", hint="Check its permissions.")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(f"{path} is a pipe or a device, not a file.", hint="Save the report to a file first.")
        if status.st_size > MAX_BYTES:
            return _unreadable(path)
        with path.open("rb") as file:
            return Examined(path, hashlib.file_digest(file, "sha256").hexdigest(), status.st_size)
    except ExtractorError as error:
        return Examined(path, error=error)
    except (OSError, ValueError):
        return _unreadable(path)


def _unreadable(path: Path) -> Examined:
    """What reading ``path`` in earnest complains about."""
    try:
        read_document(path)
    except ExtractorError as error:
        return Examined(path, error=error)
    return Examined(path, error=UnreadableFile(f"{path} could not be read at first.", hint="Run the same command again."))
