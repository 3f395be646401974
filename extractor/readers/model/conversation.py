"""What is said to the model: the same system prompt always, then one chunk with its context."""

from __future__ import annotations

import prompts
from extractor.outline.chunks import Chunk
from extractor.prepared import Prepared

Messages = list[dict[str, str]]


def chunk_messages(prepared: Prepared, chunk: Chunk) -> Messages:
    """Messages that ask for all records of ``chunk``."""
    return _messages(prompts.render("chunk", expected=chunk.context.expected, **_context(prepared, chunk)))


def second_look_messages(prepared: Prepared, chunk: Chunk, missed: list[str]) -> Messages:
    """Messages that ask for records of the numbers ``missed``, each with a few words around it."""
    return _messages(prompts.render("second_look", numbers=missed, **_context(prepared, chunk)))


def _messages(question: str) -> Messages:
    return [{"role": "system", "content": prompts.render("system")}, {"role": "user", "content": question}]


def _context(prepared: Prepared, chunk: Chunk) -> dict[str, object]:
    start, end = prepared.folded.span(chunk.start, chunk.end)
    return {
        "report": describe(prepared),
        "section": chunk.section,
        "period": chunk.context.period,
        "planned": chunk.context.timeframe.value == "planned",
        "text": prepared.document.text[start:end].strip(),
    }


def describe(prepared: Prepared) -> str:
    """One line about the report: region, type, the years looked back on and planned."""
    report = prepared.report
    region = report.region.name if report.region else "地区不明"
    years = [
        f"回顾{report.reported_year}年" if report.reported_year else "",
        f"部署{report.planned_year}年" if report.planned_year else "",
    ]
    return "，".join(part for part in (region, report.title or "", *years) if part)
