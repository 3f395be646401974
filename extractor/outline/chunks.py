"""Chunks: whole paragraphs for a model to read, each with the context that earlier words set for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.outline.context import Context
from extractor.outline.outline import Outline, Paragraph, Statement

CHUNK_CHARACTERS = 1_200


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the folded text, ``start:end``, with its heading path and carried context.

    ``statements`` are the statements in it; a chunk never cuts one.
    """

    index: int
    start: int
    end: int
    section: tuple[str, ...]
    context: Context
    statements: tuple[Statement, ...]

    def halves(self) -> tuple[Chunk, Chunk] | None:
        """Two chunks of about the same length, or None where one statement is all there is."""
        if len(self.statements) < 2:
            return None
        middle = (self.start + self.end) / 2
        cut = min(range(1, len(self.statements)), key=lambda place: abs(self.statements[place].start - middle))
        first, second = self.statements[:cut], self.statements[cut:]
        return (
            Chunk(self.index, self.start, second[0].start, self.section, self.context, first),
            Chunk(self.index, second[0].start, self.end, second[0].section, second[0].context, second),
        )


def chunks(outline: Outline, characters: int = CHUNK_CHARACTERS) -> list[Chunk]:
    """The report in chunks of at most about ``characters`` folded characters.

    A chunk ends where the next paragraph would make it too long, or where the report turns from review to plan; a paragraph that
    is too long by itself is cut between statements.
    """
    return [_chunk(index, pieces) for index, pieces in enumerate(_grouped(outline, characters))]


def _chunk(index: int, pieces: Sequence[tuple[int, int, Sequence[Statement]]]) -> Chunk:
    statements = tuple(statement for _, _, inside in pieces for statement in inside)
    first = statements[0]
    return Chunk(index, pieces[0][0], pieces[-1][1], first.section, first.context, statements)


def _grouped(outline: Outline, characters: int) -> Iterator[list[tuple[int, int, Sequence[Statement]]]]:
    group: list[tuple[int, int, Sequence[Statement]]] = []
    opening: int | None = None  # where the headings above the next paragraph begin
    for paragraph in outline.paragraphs:
        if not paragraph.statements:
            opening = paragraph.start if opening is None else opening
            continue
        for piece in _pieces(paragraph, characters, opening):
            if group and (piece[1] - group[0][0] > characters or _turns(group[-1][2][-1], piece[2][0])):
                yield group
                group = []
            group.append(piece)
        opening = None
    if group:
        yield group


def _turns(before: Statement, after: Statement) -> bool:
    """Whether the report turns from what was to what will be, or back."""
    return before.context.timeframe is not after.context.timeframe


def _pieces(paragraph: Paragraph, characters: int, opening: int | None) -> Iterator[tuple[int, int, Sequence[Statement]]]:
    """The paragraph whole, or cut between statements where it is longer than a chunk may be."""
    start = paragraph.start if opening is None else opening
    inside: list[Statement] = []
    for statement in paragraph.statements:
        if inside and statement.end - start > characters:
            yield start, inside[-1].end, tuple(inside)
            start, inside = inside[-1].end, []
        inside.append(statement)
    yield start, paragraph.end, tuple(inside)
