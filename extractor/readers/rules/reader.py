"""The rules reader: statements in, records out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractor.numbers import Find
from extractor.outline import Calendar, Outline, Statement
from extractor.prepared import Prepared
from extractor.readers.rules.draft import Draft
from extractor.readers.rules.mood import Mood
from extractor.readers.rules.records import to_record
from extractor.readers.rules.segments import split
from extractor.readers.rules.sentence import read_sentence
from extractor.readers.rules.unnumbered import may_hold_unnumbered, read_unnumbered
from schemas import Report
from schemas.record import Record


def read_by_rules(prepared: Prepared) -> list[Record]:
    """Records of the whole document in text order; their checks are still to be made. What nothing names is left unclaimed."""
    home = prepared.report.region
    found = drafts(prepared.outline, prepared.finds, prepared.report)
    return [to_record(draft, prepared.document, prepared.folded, home) for draft in found if draft.name]


def drafts(outline: Outline, finds: Sequence[Find], report: Report) -> Iterator[Draft]:
    """Drafts of all statements but those that speak to a machine: what they say is no report."""
    calendar = Calendar.of(report)
    text = outline.folded.text
    starts = [find.start for find in finds]
    mood = Mood()
    for statement in outline.statements():
        if statement.addressed:
            continue
        first, last = bisect_left(starts, statement.start), bisect_left(starts, statement.end)
        if first < last or may_hold_unnumbered(text, statement):
            yield from _statement(text, statement, finds[first:last], calendar, mood)
        if text[statement.end - 1] != "；":
            mood = Mood()


def _statement(text: str, statement: Statement, finds: Sequence[Find], calendar: Calendar, mood: Mood) -> list[Draft]:
    """Drafts of one statement in text order."""
    segments = split(text, statement.start, statement.end, finds)
    found = read_sentence(text, statement, segments, calendar, mood) if finds else []
    unnumbered = read_unnumbered(segments, statement, calendar, mood, has_numbers=bool(finds))
    return sorted([*found, *unnumbered], key=_start)


def _start(draft: Draft) -> int:
    return draft.start
