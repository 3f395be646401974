"""A document with everything that readers share: its folded text, metadata, outline and finds."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.documents import Document, Folded, fold
from extractor.documents.metadata import read_metadata
from extractor.numbers import Find, find_quantities
from extractor.outline import Outline, addressed_spans, read_outline
from schemas import Report


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with everything that readers share: its folded text, metadata, outline and finds."""

    document: Document
    folded: Folded
    report: Report
    outline: Outline
    finds: tuple[Find, ...]


def prepare(document: Document) -> Prepared:
    """Fold ``document`` and find its metadata, outline and quantities."""
    folded = fold(document.text)
    report = read_metadata(document, folded)
    outline = read_outline(folded, report, addressed_spans(folded, document.text))
    return Prepared(document, folded, report, outline, tuple(find_quantities(document.text, folded)))
