"""The outline of a report: paragraphs with their heading paths, statements with the context carried to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.documents import Folded
from extractor.outline.addressed import Span
from extractor.outline.calendar import Calendar
from extractor.outline.carry import carried
from extractor.outline.context import Context, heading_context, subsection_context
from extractor.outline.headings import LONGEST_RUN_IN, Heading, find_heading
from schemas import Report, Timeframe

_ADDRESS = re.compile(r"(?:各位代表|同志们)[，！：。]?")
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]*[”’）]*")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence (or part between semicolons): a span of the folded text, its heading path, and what it may leave unsaid.

    One that is ``addressed`` speaks to a machine, not to the readers of a report.
    """

    start: int
    end: int
    section: tuple[str, ...]
    context: Context
    addressed: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the folded text and its statements; ``heading`` paragraphs hold none."""

    start: int
    end: int
    section: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A report in reading order."""

    folded: Folded
    paragraphs: tuple[Paragraph, ...]

    def statements(self) -> Iterator[Statement]:
        """All statements in text order."""
        for paragraph in self.paragraphs:
            yield from paragraph.statements


class _Builder:
    """Walks the paragraphs once, keeping the stack of headings and the context they set."""

    def __init__(self, folded: Folded, report: Report, addressed: Sequence[Span]) -> None:
        self.text = folded.text
        self.addressed = addressed
        self.bold = dict(folded.bold)
        self.calendar = Calendar.of(report)
        year = self.calendar.reported
        start = Context(None if year is None else str(year), Timeframe.DONE)
        self.headings: list[tuple[int, str]] = []
        self.contexts: list[Context] = [start]
        self.part = start  # context of the part of the report we are in: the last outermost heading's

    def paragraphs(self) -> Iterator[Paragraph]:
        start = 0
        while start < len(self.text):
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
            if end > start:
                yield from self._paragraph(start, end)
            start = end + 1

    def _paragraph(self, start: int, end: int) -> Iterator[Paragraph]:
        body = start
        while body < end and not self._is_addressed(body) and (heading := find_heading(self.text, body, end, self.bold)):
            self._enter(heading)
            body = heading.body
            if heading.depth == 4:
                break
        statements = tuple(self._statements(body, end)) if body < end else ()
        yield Paragraph(start, end, self._path(), statements)

    def _enter(self, heading: Heading) -> None:
        title = self.text[heading.start : heading.end].strip("#*。： ")
        parent = self.part if heading.depth == 1 else None
        while self.headings and self.headings[-1][0] >= heading.depth:
            self.headings.pop()
            self.contexts.pop()
        self.headings.append((heading.depth, title))
        before = parent or self.contexts[-1]
        before = subsection_context(before) if heading.depth == 2 else before
        self.contexts.append(heading_context(title, before, self.calendar))
        if heading.depth == 1:
            self.part = self.contexts[-1]

    def _path(self) -> tuple[str, ...]:
        return tuple(title for _, title in self.headings)

    def _statements(self, start: int, end: int) -> Iterator[Statement]:
        context = self.contexts[-1]
        shared: Context | None = None  # what the parts between semicolons share
        opens = True
        for first, last in self._sentences(start, end):
            if self._is_addressed(first):
                yield Statement(first, last, self._path(), shared or context, addressed=True)
                continue
            run_in = self.bold.get(first)
            if run_in is not None and run_in <= last and run_in - first <= LONGEST_RUN_IN:
                self._enter(Heading(first, run_in, run_in, 4))
            sentence = self.text[first:last]
            step = carried(sentence, shared or context, self.calendar, opens)
            opens = opens and _ADDRESS.fullmatch(sentence) is not None
            context = step.after if shared is None else context
            shared = step.here if sentence.endswith("；") else None
            if step.lasting:
                self._last(step.after)
            yield Statement(first, last, self._path(), step.here)

    def _sentences(self, start: int, end: int) -> Iterator[Span]:
        """Sentences between ``start`` and ``end``, cut where a passage addressed to a machine begins or ends."""
        for sentence in _SENTENCE.finditer(self.text, start, end):
            first, last = sentence.span()
            for border in self._borders(first, last):
                yield first, border
                first = border
            yield first, last

    def _borders(self, start: int, end: int) -> Iterator[int]:
        """Where passages addressed to a machine begin or end between ``start`` and ``end``."""
        index = max(0, bisect_right(self.addressed, (start, start)) - 1)
        while index < len(self.addressed) and self.addressed[index][0] < end:
            yield from (border for border in self.addressed[index] if start < border < end)
            index += 1

    def _is_addressed(self, place: int) -> bool:
        before = bisect_right(self.addressed, (place, len(self.text)))
        return before > 0 and place < self.addressed[before - 1][1]

    def _last(self, context: Context) -> None:
        """Let ``context`` hold for the paragraphs that follow, until a heading says otherwise."""
        self.contexts[-1] = context
        if context.period and ("-" not in context.period or self.calendar.planned is None):
            self.contexts = [context if depth else base for depth, base in enumerate(self.contexts)]
            self.part = context


def read_outline(folded: Folded, report: Report, addressed: Sequence[Span] = ()) -> Outline:
    """Paragraphs, headings, statements and carried context of a folded text; ``addressed`` passages carry nothing on."""
    return Outline(folded, tuple(_Builder(folded, report, addressed).paragraphs()))
