"""The way of one report: document, outline, finds, readings, reconciliation, result."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.documents import Document, Folded, fold
from extractor.documents.metadata import read_metadata
from extractor.numbers import Find, find_quantities
from extractor.outline import Outline, read_outline
from extractor.readers.rules import read_by_rules
from extractor.reconciliation import Books, close_books
from schemas import Commitment, Indicator, Project, Report, Result, Run


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
    outline = read_outline(folded, report)
    return Prepared(document, folded, report, outline, tuple(find_quantities(document.text, folded)))


def extract_by_rules(document: Document) -> Result:
    """The result of reading ``document`` with the embedded rules alone."""
    prepared = prepare(document)
    records = read_by_rules(document, prepared.folded, prepared.outline, prepared.finds, prepared.report)
    books = close_books(records, prepared.finds, document.text, prepared.folded, prepared.outline)
    return assemble(prepared, books, Run(engine="rules", warnings=(*document.warnings, *_warnings(prepared))))


def assemble(prepared: Prepared, books: Books, run: Run) -> Result:
    """The result that a report's books amount to."""
    return Result(
        report=prepared.report,
        indicators=tuple(record for record in books.records if isinstance(record, Indicator)),
        projects=tuple(record for record in books.records if isinstance(record, Project)),
        commitments=tuple(record for record in books.records if isinstance(record, Commitment)),
        reconciliation=books.reconciliation,
        run=run,
    )


def _warnings(prepared: Prepared) -> list[str]:
    """What the reader of a result should know about the text as a whole."""
    text = prepared.folded.text
    warnings = []
    chinese = sum(1 for character in text[:20_000] if "\u4e00" <= character <= "\u9fff")
    if chinese < 0.2 * min(len(text), 20_000):
        warnings.append("The text is hardly Chinese; this program reads Chinese government reports.")
    if not prepared.finds:
        warnings.append("The text holds no quantity.")
    if prepared.report.reported_year is None and prepared.report.planned_year is None:
        warnings.append("The report's years could not be known; periods may be missing.")
    return warnings
