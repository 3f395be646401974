"""The report's text as HTML: one block a line, evidence and quantities as spans of it.

Spans overlap as they like in a result and must nest in HTML, so each line is cut at every border. The blocks' characters are the
text's own, one for one, so that a selection leads back to offsets.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from extractor.prepared import Prepared
from extractor.review.places import Place
from schemas.record import Record

# HTML has no NUL and no half of a surrogate pair: what stands for them keeps their length.
_UNSAYABLE = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")
_RETURN = Markup("&#13;")  # as a character, HTML would take it for a line end
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class _Piece:
    """A span of the text in which nothing begins or ends: indices of the records it is evidence of, and of its place."""

    start: int
    end: int
    records: tuple[int, ...]
    place: int | None


def render_article(prepared: Prepared, records: Sequence[Record], found: Sequence[Place]) -> Markup:
    """The text of ``prepared`` in blocks; its spans bear the indices of ``records`` and of the places ``found``."""
    text = prepared.document.text
    evidence = [(record.evidence.start, record.evidence.end) for record in records]
    layers = (_Cover(evidence), _Cover([(place.quantity.start, place.quantity.end) for place in found]))
    cuts = sorted({*layers[0].borders, *layers[1].borders})
    headings = _headings(prepared)
    blocks = []
    for start, end in _lines(text):
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        pieces = [_piece(low, high, *layers) for low, high in pairwise([start, *inside, end])]
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


def _piece(start: int, end: int, evidence: _Cover, places: _Cover) -> _Piece:
    return _Piece(start, end, evidence.at(start), next(iter(places.at(start)), None))


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
        words = Markup().join(_number(piece, text, found) for piece in run)
        if covering and words:
            kind = type(records[covering[0]]).__name__.lower()
            numbers = " ".join(map(str, covering))
            words = Markup('<span class="e {}" data-r="{}">{}</span>').format(kind, numbers, words)
        yield words


def _number(piece: _Piece, text: str, found: Sequence[Place]) -> Markup:
    words = escape(text[piece.start : piece.end].translate(_UNSAYABLE)).replace("\r", _RETURN)
    if piece.place is None or not words:
        return words
    state = found[piece.place].state.value
    return Markup('<span class="q {}" data-q={}>{}</span>').format(state, piece.place, words)
