"""The outline of a short text, under the calendar of a report that looks back on 2023 and plans 2024."""

from __future__ import annotations

from extractor.documents import fold
from extractor.outline import Outline, Statement, addressed_spans, read_outline
from schemas import Report


def outline(text: str, reported: int | None = 2023, planned: int | None = 2024) -> Outline:
    report = Report(source="report.txt", sha256="0", reported_year=reported, planned_year=planned)
    folded = fold(text)
    return read_outline(folded, report, addressed_spans(folded, text))


def statements(text: str, reported: int | None = 2023, planned: int | None = 2024) -> list[tuple[str, Statement]]:
    """Each statement with its words, in text order."""
    read = outline(text, reported, planned)
    return [(read.folded.text[statement.start : statement.end], statement) for statement in read.statements()]
