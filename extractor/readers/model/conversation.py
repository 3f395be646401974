"""What is said to the model: the same system prompt always, then one chunk with its context."""

from __future__ import annotations

from collections.abc import Sequence

import prompts
from extractor.kinds import RecordKind
from extractor.outline.chunks import Chunk
from extractor.prepared import Prepared
from schemas import ChangeBasis

Messages = list[dict[str, str]]

# The recorded answers are about as long as the report; a Chinese character is rarely more than a token.
ANSWER_TOKENS_PER_CHARACTER = 1.1


# How a change is measured where the report has said so once for all that follows (下同); 同比 goes without saying.
_BASES = {ChangeBasis.SINCE_YEAR_START: "年初", ChangeBasis.PREVIOUS_PERIOD: "上期"}


def chunk_messages(prepared: Prepared, chunk: Chunk, own: Sequence[RecordKind] = ()) -> Messages:
    """Messages that ask for all records of ``chunk``, those of the user's ``own`` kinds among them."""
    return _messages(own, prompts.render("chunk", expected=chunk.context.expected, **_context(prepared, chunk)))


def second_look_messages(prepared: Prepared, chunk: Chunk, missed: Sequence[str], own: Sequence[RecordKind] = ()) -> Messages:
    """Messages that ask for records of the numbers ``missed``, each with a few words around it."""
    return _messages(own, prompts.render("second_look", numbers=missed, **_context(prepared, chunk)))


def _messages(own: Sequence[RecordKind], question: str) -> Messages:
    return [{"role": "system", "content": system_prompt(own)}, {"role": "user", "content": question}]


def system_prompt(own: Sequence[RecordKind]) -> str:
    """The system prompt; what it says of own kinds comes last, so that all before it stays the same for every user."""
    return "\n\n".join([prompts.render("system"), *([prompts.render("own_kinds", kinds=own)] if own else [])])


def _context(prepared: Prepared, chunk: Chunk) -> dict[str, object]:
    start, end = prepared.folded.span(chunk.start, chunk.end)
    return {
        "report": describe(prepared),
        "section": chunk.section,
        "period": chunk.context.period,
        "planned": chunk.context.timeframe.value == "planned",
        "basis": _BASES.get(chunk.context.basis),
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
