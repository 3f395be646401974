"""The Python API: one function for a file, one for a text, one for the numbers alone."""

from __future__ import annotations

from pathlib import Path

from extractor.documents import Document, fold, read_document
from extractor.numbers import find_quantities
from extractor.pipeline import extract_by_rules
from schemas import Quantity, Result


def extract(path: str | Path | Document) -> Result:
    """Read the report at ``path`` (or an already read :class:`Document`) and return its checked records.

    Raises an :class:`~extractor.errors.ExtractorError` that says what is wrong where the file cannot be read.
    """
    document = path if isinstance(path, Document) else read_document(path)
    return extract_by_rules(document)


def extract_text(text: str, source: str = "text") -> Result:
    """Like :func:`extract`, for a text that is already in memory; offsets count its code points."""
    return extract(Document.from_text(text, source))


def numbers(text: str) -> list[Quantity]:
    """Every quantity of ``text`` in text order: the regex layer alone."""
    return [find.quantity for find in find_quantities(text, fold(text))]
