"""Lines as a page of a PDF prints them, with their places; those whose columns stand under each other are rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from extractor.documents.formats.lines import BAR

_WORD = re.compile(r"\S+")
_PROSE = re.compile(r"[，。；]")
# pdfium writes the hyphen at a line's end as U+0002 or U+FFFE.
_CONTROLS = str.maketrans({"\x02": "-", "\ufffe": "-", "\x00": None})
# In heights of a line: a gap wider than this may divide columns, and columns no further off than this are one.
_GAP, _ALIGNED = 0.9, 0.25
# In sizes of a line: pieces whose heights differ by less stand in one line; boxes of marks that are set close overlap by no
# more than this, and a space divides pieces where a gap is wider.
_LEVEL, _OVERLAP, _SPACE = 0.3, 0.6, 0.2

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands between two wide gaps of a line, and where it begins and ends, in points."""

    text: str
    left: float
    right: float

    def is_under(self, other: Cell, tolerance: float) -> bool:
        """Whether both stand in one column: set to the left, to the right or to the middle of it."""
        offsets = (self.left - other.left, self.right - other.right, (self.left + self.right - other.left - other.right) / 2)
        return any(abs(offset) < tolerance for offset in offsets)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its cells, mostly one, how high it stands, its size, and whether it is a row of a table."""

    cells: tuple[Cell, ...]
    height: float
    size: float
    is_row: bool = False

    @property
    def text(self) -> str:
        """Words of the line; in a row, bars between the cells, but for single characters that a gap only spaces out."""
        text = self.cells[0].text
        for cell, following in pairwise(self.cells):
            spaced_out = len(cell.text) == len(following.text) == 1 and not (cell.text + following.text).isascii()
            text += (BAR if self.is_row and not spaced_out else " ") + following.text
        return text

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.cells[-1].right


def printed_lines(raw: Any, page: Any) -> list[Line]:
    """Lines of a pypdfium2 text page in the order of its content; ``raw`` is pypdfium2's raw module."""
    lines = list(_put_together(_lines(raw, page)))
    rows = {place for pair in pairwise(range(len(lines))) if _share_a_column(*(lines[place] for place in pair)) for place in pair}
    return [replace(line, is_row=place in rows) for place, line in enumerate(lines)]


def _share_a_column(line: Line, other: Line) -> bool:
    """Whether cells of the two lines, but for the first of each, stand in one column, and neither line is prose."""
    if _PROSE.search(line.text) or _PROSE.search(other.text):
        return False
    tolerance = _ALIGNED * line.size
    return any(cell.is_under(above, tolerance) for cell in line.cells[1:] for above in other.cells[1:])


def _lines(raw: Any, page: Any) -> Iterator[Line]:
    place = 0
    for printed in page.get_text_range().splitlines(keepends=True):
        spans = [match.span() for match in _WORD.finditer(printed)]
        boxes = [(_box(raw, page, place + start), _box(raw, page, place + end - 1)) for start, end in spans]
        place += len(printed)
        texts = [printed[start:end].translate(_CONTROLS) for start, end in spans]
        words = [Cell(text, first[0], last[2]) for text, (first, last) in zip(texts, boxes, strict=True) if text]
        if words:
            bottom, top = _heights([box for pair in boxes for box in pair])
            yield Line(_cells(words, _GAP * (top - bottom)), bottom, top - bottom)


def _put_together(pieces: Iterable[Line]) -> Iterator[Line]:
    """Whole lines: pdfium begins a new one where fonts, or a browser's rounding, set a part a little higher or lower."""
    last: Line | None = None
    for piece in pieces:
        if last is None or not _goes_on(last, piece):
            if last is not None:
                yield last
            last = piece
        else:
            last = _one_line(last, piece)
    if last is not None:
        yield last


def _goes_on(line: Line, piece: Line) -> bool:
    """Whether ``piece`` stands at the height of ``line`` and begins where that ends, or to the right of it."""
    size = min(line.size, piece.size)
    return abs(line.height - piece.height) < _LEVEL * size and piece.left > line.right - _OVERLAP * size


def _one_line(line: Line, piece: Line) -> Line:
    """Both in one, as high as the wider one."""
    wider = max(line, piece, key=lambda each: each.right - each.left)
    end, begin = line.cells[-1], piece.cells[0]
    gap = (begin.left - end.right) / wider.size
    if gap > _GAP:
        return replace(wider, cells=line.cells + piece.cells)
    joined = Cell(f"{end.text}{' ' * (gap > _SPACE)}{begin.text}", end.left, begin.right)
    return replace(wider, cells=(*line.cells[:-1], joined, *piece.cells[1:]))


def _heights(boxes: Sequence[Box]) -> tuple[float, float]:
    """How low and how high ``boxes`` reach; some fonts give each character its own height, and a line may begin with a flat one."""
    placed = [box for box in boxes if box[3] > box[1]] or [(0.0, 0.0, 0.0, 0.0)]
    return min(box[1] for box in placed), max(box[3] for box in placed)


def _cells(words: Sequence[Cell], gap: float) -> tuple[Cell, ...]:
    """``words`` put together to cells wherever no gap wider than ``gap`` divides them."""
    cells = [words[0]]
    for word in words[1:]:
        if word.left - cells[-1].right > gap:
            cells.append(word)
        else:
            cells[-1] = Cell(f"{cells[-1].text} {word.text}", cells[-1].left, word.right)
    return tuple(cells)


def _box(raw: Any, page: Any, place: int) -> Box:
    """Left, bottom, right and top of the character at ``place`` of a page's text, in points; zeros where it has no place."""
    index = raw.FPDFText_GetCharIndexFromTextIndex(page, place)
    left, bottom, right, top = page.get_charbox(index, loose=True) if index >= 0 else (0.0, 0.0, 0.0, 0.0)
    return left, bottom, right, top
