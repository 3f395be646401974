"""What the reader of a result should know about the text as a whole."""

from __future__ import annotations

import re

from extractor.outline import Calendar, out_of_reach
from extractor.prepared import Prepared

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SAMPLE = 20_000
_OPENING = 24
_MOST_PLACES = 5
# A cell of a table row that holds a figure and nothing else; its unit stands in the head of the table, if anywhere.
_BARE_CELL = re.compile(r"(?<=\|)[ \t]*[-−]?\d[\d,]*(?:\.\d+)?[ \t]*(?=\||$)", re.MULTILINE)


def warnings_about(prepared: Prepared) -> tuple[str, ...]:
    """What to say of the text, one sentence each."""
    text = prepared.folded.text
    warnings = list(prepared.document.warnings)
    sample = text[:_SAMPLE]
    if len(_CHINESE.findall(sample)) < 0.2 * len(sample):
        warnings.append("The text is hardly Chinese; this program reads Chinese government reports.")
    warnings += [*_addressed(prepared), *_out_of_reach(prepared)]
    if not prepared.finds:
        warnings.append("The text holds no quantity.")
    if bare := len(_BARE_CELL.findall(prepared.document.text)):
        warnings.append(f"Not read, nor listed as unclaimed: figures in tables without a unit beside them ({bare}).")
    if prepared.report.reported_year is None and prepared.report.planned_year is None:
        warnings.append("The report's years could not be known; periods may be missing.")
    return tuple(warnings)


def _addressed(prepared: Prepared) -> list[str]:
    """Where the text speaks to a machine; only the first few places, for a text may do nothing else."""
    found = [statement for statement in prepared.outline.statements() if statement.addressed]
    places = [prepared.folded.span(statement.start, statement.end) for statement in found[:_MOST_PLACES]]
    told = ", ".join(f"{start}–{end} ({opening(prepared, start, end)}…)" for start, end in places)
    more = f" and {len(found) - len(places)} places more" if len(found) > len(places) else ""
    words = f"The text holds words addressed to a machine, in characters {told}{more}"
    return [f"{words}: no numbers are taken from them as facts."] if found else []


def _out_of_reach(prepared: Prepared) -> list[str]:
    """Headings of years that the report cannot be about."""
    calendar = Calendar.of(prepared.report)
    headings = dict.fromkeys(title for each in prepared.outline.paragraphs for title in each.section)
    found = [title for title in headings if out_of_reach(title, calendar)]
    told = ", ".join(f"“{title}”" for title in found[:_MOST_PLACES])
    words = f"What stands under {told} is read as if the heading were not there: this report cannot plan that far."
    return [words] if found else []


def opening(prepared: Prepared, start: int, end: int) -> str:
    """The first words of a place in the text, by which a person finds it."""
    return "".join(prepared.document.text[start:end].split())[:_OPENING]
