"""Page furniture: the running heads and page numbers that stand at the edges of page after page and are no part of the report."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile

from extractor.documents.formats.printed import Line

# So many lines at an edge of a page may be furniture. What sets them apart is a space this much wider than usual, in
# distances from line to line, or letters this much smaller, in sizes of most lines.
_DEPTH, _APART, _SMALLER = 2, 1.1, 0.88
_MOST_NUMBERS = 12
_FEWEST_PAGES = 3
_NUMBER = re.compile(r"(?<![\d.])\d{1,4}(?![\d.])")
_DASHES = r"[-—–―·•\s]*"
_PAGE_NUMBER = re.compile(rf"{_DASHES}第?\s*(\d{{1,4}})\s*页?(?:\s*[,，/]?\s*共?\s*\d{{1,4}}\s*页?)?{_DASHES}")

Page = Sequence[Line]


def without_furniture(pages: Sequence[Page]) -> list[list[Line]]:
    """``pages`` without the lines at their edges that recur on a third of them or are numbers that count the pages."""
    distance, size = _usual_distance(pages) * _APART, _usual_size(pages) * _SMALLER
    edges = [_edges(page, distance, size) for page in pages]
    shapes = Counter(
        shape for index, edge in enumerate(edges) for shape in {shape for line in edge for shape in _shapes(line, index)}
    )
    recurring = {shape for shape, count in shapes.items() if count >= max(_FEWEST_PAGES, len(pages) / 3)}

    def is_furniture(line: Line, index: int) -> bool:
        return not recurring.isdisjoint(_shapes(line, index)) or _is_page_number(line, index)

    return [
        [line for line in page if line not in edge or not is_furniture(line, index)]
        for index, (page, edge) in enumerate(zip(pages, edges, strict=True))
    ]


def _usual_distance(pages: Sequence[Page]) -> float:
    """The distance from line to line that most lines keep."""
    heights = (sorted(line.height for line in page) for page in pages)
    distances = [upper - lower for page in heights for lower, upper in pairwise(page) if upper > lower]
    return statistics.median(distances) if distances else 0.0


def _usual_size(pages: Sequence[Page]) -> float:
    """The size of most lines."""
    sizes = [line.size for page in pages for line in page]
    return statistics.median(sizes) if sizes else 0.0


def _edges(page: Page, distance: float, size: float) -> list[Line]:
    """Lines at the top and at the bottom of ``page`` that a space over ``distance`` or a ``size`` not reached sets apart."""
    downwards = sorted(page, key=lambda line: -line.height)
    return [line for inwards in (downwards, downwards[::-1]) for line in _outermost(inwards, distance, size)]


def _outermost(inwards: Page, distance: float, size: float) -> Page:
    """Lines set apart at the beginning of ``inwards``; else the first, if it is a bare number."""
    for count in range(1, _DEPTH + 1):
        if len(inwards) <= count or abs(inwards[count - 1].height - inwards[count].height) > distance:
            return inwards[:count]
    small = list(takewhile(lambda line: line.size < size, inwards[:_DEPTH]))
    return small or [line for line in inwards[:1] if _PAGE_NUMBER.fullmatch(line.text)]


def _shapes(line: Line, page: int) -> Iterator[str]:
    """The text of the line itself, and with one of its numbers counted from the page it stands on."""
    yield line.text
    for number in islice(_NUMBER.finditer(line.text), _MOST_NUMBERS):
        yield f"{line.text[: number.start()]}#{int(number[0]) - page}{line.text[number.end() :]}"


def _is_page_number(line: Line, page: int) -> bool:
    """Whether the line is the number of this very page and nothing else, however few pages there are."""
    match = _PAGE_NUMBER.fullmatch(line.text)
    return match is not None and int(match[1]) == page + 1
