"""The report's text as HTML: one block a line, evidence and quantities as spans of it.

Spans overlap as they like in a result and must nest in HTML, so each line is cut at every border. The blocks' characters are the
text's own, one for one, so that a selection leads back to offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from extractor.prepared import Prepared
from extractor.review.places import Place
from schemas.record import Record

# HTML has no NUL and no half of a surrogate pair: what stands for them keeps their length.
_UNSAYABLE = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")
_RETURN = Markup("&#13;")  # as a character, HTML would take it for a line end
_DEEPEST = 4
_BOLD = re.compile(r"\*\*")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A span of the text in which nothing begins or ends: indices of the records it is evidence of, and of its place; its looks."""

    start: int
    end: int
    records: tuple[int, ...]
    place: int | None
    is_bold: bool
    is_mark: bool


class _Layers(NamedTuple):
    """What spans of the text can be: evidence, a number, set in Markdown bold, or the mark that begins or ends bold."""

    evidence: _Cover
    places: _Cover
    bold: _Cover
    marks: _Cover

    def borders(self) -> list[int]:
        return sorted({border for cover in self for border in cover.borders})

    def piece(self, start: int, end: int) -> _Piece:
        place = next(iter(self.places.at(start)), None)
        return _Piece(start, end, self.evidence.at(start), place, bool(self.bold.at(start)), bool(self.marks.at(start)))


def render_article(prepared: Prepared, records: Sequence[Record], found: Sequence[Place]) -> Markup:
    """The text of ``prepared`` in blocks; its spans bear the indices of ``records`` and of the places ``found``."""
    text = prepared.document.text
    layers = _Layers(
        _Cover([(record.evidence.start, record.evidence.end) for record in records]),
        _Cover([(place.quantity.start, place.quantity.end) for place in found]),
        _Cover([prepared.folded.span(start, end) for start, end in prepared.folded.bold]),
        _Cover([mark.span() for mark in _BOLD.finditer(text)]),
    )
    cuts = layers.borders()
    headings = _headings(prepared)
    blocks = []
    for start, end in _lines(text):
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        pieces = [layers.piece(low, high) for low, high in pairwise([start, *inside, end])]
        words = Markup().join(_marked(pieces, text, records, found))
        tag = _tag(start, end, headings)
        blocks.append(Markup("<{} data-o={}>{}</{}>").format(tag, start, words, tag))
    return Markup("\n").join(blocks)


class _Cover:
    """Which of some spans cover a place: found once for each stretch between two borders."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        edges = sorted((edge, span[0] == edge, index) for index, span in enumerate(spans) for edge in span)
        self.borders: list[int] = []
        self._sets: list[tuple[int, ...]] = []
        active: set[int] = set()
        for border, group in groupby(edges, key=lambda edge: edge[0]):
            for _, opens, index in group:
                (active.add if opens else active.discard)(index)
            self.borders.append(border)
            self._sets.append(tuple(sorted(active, key=lambda i: (spans[i][1] - spans[i][0], i))))

    def at(self, offset: int) -> tuple[int, ...]:
        """Indices of the spans that cover ``offset``, the shortest first."""
        index = bisect_right(self.borders, offset) - 1
        return self._sets[index] if index >= 0 else ()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _headings(prepared: Prepared) -> list[tuple[int, int, int]]:
    """Start, end and depth of the paragraphs that are nothing but a heading."""
    return [
        (*prepared.folded.span(paragraph.start, paragraph.end), len(paragraph.section))
        for paragraph in prepared.outline.paragraphs
        if not paragraph.statements and paragraph.section
    ]


def _tag(start: int, end: int, headings: Sequence[tuple[int, int, int]]) -> str:
    """A heading's element for a line of a heading, else a paragraph's."""
    index = bisect_left(headings, (end,)) - 1
    if index < 0 or headings[index][1] <= start or start == end:
        return "p"
    return f"h{1 + min(headings[index][2], _DEEPEST)}"


def _marked(pieces: Sequence[_Piece], text: str, records: Sequence[Record], found: Sequence[Place]) -> Iterator[Markup]:
    """The words of a line: quantities within evidence."""
    for covering, run in groupby(pieces, key=lambda piece: piece.records):
        numbers = groupby(run, key=lambda piece: piece.place)
        words = Markup().join(_number(place, _words(parts, text), found) for place, parts in numbers)
        if covering and words:
            kind = type(records[covering[0]]).__name__.lower()
            indices = " ".join(map(str, covering))
            words = Markup('<span class="e {}" data-r="{}">{}</span>').format(kind, indices, words)
        yield words


def _number(place: int | None, words: Markup, found: Sequence[Place]) -> Markup:
    if place is None or not words:
        return words
    return Markup('<span class="q {}" data-q={}>{}</span>').format(found[place].state.value, place, words)


def _words(pieces: Iterable[_Piece], text: str) -> Markup:
    """The characters of ``pieces``, bold where Markdown sets them so; its marks stay, but faint."""
    words = Markup()
    for piece in pieces:
        said = escape(text[piece.start : piece.end].translate(_UNSAYABLE)).replace("\r", _RETURN)
        tag = "i" if piece.is_mark else "b" if piece.is_bold else None
        words += Markup("<{0}>{1}</{0}>").format(tag, said) if tag and said else said
    return words
