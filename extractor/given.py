"""What a caller hands over as a report or a text: made a document, or refused with one sentence."""

from __future__ import annotations

import os
import re
from os import PathLike
from pathlib import Path

from extractor.documents import Document, read_document
from extractor.errors import UnreadableFile, UsageError

_LIKE_A_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,9}$")
_SHOWN = 24


class NotAReport(UsageError):
    """Something other than a path, a document or a text was handed over as a report."""

    default_hint = "A path goes to extract(…), a text to extract_text(…), the bytes of a file to read_bytes(…, name)."


def document_of(report: str | PathLike[str] | Document) -> Document:
    """The document that ``report`` is, or names.

    Raises :class:`NotAReport` for anything else, and what :func:`~extractor.documents.read_document` raises; where the "path" looks
    like a text, the error says so.
    """
    if isinstance(report, Document):
        return report
    path = path_of(report)
    try:
        return read_document(path)
    except UnreadableFile:
        if not isinstance(report, str) or not _looks_like_text(report):
            raise
    shown = report if len(report) <= _SHOWN else f"{report[:_SHOWN]}…"
    raise UnreadableFile(f"There is no file {shown!r}.", hint="Check the path; the text of a report goes to extract_text(…).")


def path_of(report: str | PathLike[str]) -> Path:
    """The path that ``report`` is; raises :class:`NotAReport` where it is none."""
    if not isinstance(report, str | PathLike) or not report:
        raise NotAReport(f"A report is named by its path, not by {_kind(report)}.")
    return Path(report)


def refuse_other_than_text(text: str) -> None:
    """Raise :class:`NotAReport` unless ``text`` is a string."""
    if not isinstance(text, str):
        raise NotAReport(f"A text is a string, not {_kind(text)}.")


def _looks_like_text(report: str) -> bool:
    """Whether ``report``, which names no file, reads like words rather than like the name of one."""
    return not os.path.lexists(report) and not _LIKE_A_FILE.search(report)


def _kind(given: object) -> str:
    return "an empty string" if given == "" else "None" if given is None else type(given).__name__
