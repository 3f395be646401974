"""Printed lines become paragraphs again by where they stand: a line that was full, and one below it that is not indented.

Where the places do not tell, the line break stays, and folding decides by the words.
"""

from __future__ import annotations

import math
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.documents.formats.lines import INDENT
from extractor.documents.formats.printed import Line

_OPENING, _CLOSING = r"（《“‘【〔「『〈·+(\[", "，。、；：！？）》”’】〕」』〉％…·,.;:!?)%"
# What may not be torn apart at the end of a line.
_UNBROKEN = re.compile(
    rf"""
    [{_OPENING}]* (?: [!-~]+ | . )  # a number, Latin word or character after the marks that open before it,
    (?: [{_CLOSING}]                # with those that follow it: 28.4%。
      | [“‘] [“‘!-~]+               # a quotation mark holds to what is Latin on its other side: 持“1+6
      | (?<=[!-~”’]) [“‘] .         # 5G“云 and ”“云
      | (?<=[!-~”’]) [!-~]+         # 云”5G and 云,27
      | (?<=[!-~][”’]) .            # 5G”云
    )*""",
    re.DOTALL | re.VERBOSE,
)
_LETTER = re.compile(r"[A-Za-z]")
# In widths of a Chinese character, and in distances from line to line.
_INDENT, _PITCH = 0.5, 1.3
# A title is set so much larger than most lines; its lines stand in the middle, however it is broken.
_LARGER = 1.25
# Lines that fill less of the page's width are short ones, or columns.
_NARROWEST = 0.55


@dataclass(frozen=True, slots=True)
class Frame:
    """What most lines of a document are set in: edges, distance from line to line, size, and width of a Chinese character."""

    left: float
    right: float
    pitch: float
    size: float
    em: float

    @classmethod
    def of(cls, pages: Sequence[Sequence[Line]], width: float) -> Frame:
        """The frame of ``pages`` that are ``width`` points wide; without a right edge where no line is long enough to show it."""
        lines = [line for page in pages for line in page if not line.is_row]
        if not lines:
            return cls(0, math.inf, 0, 0, 0)
        lefts = Counter(round(line.left) for line in lines)
        left = min(lefts, key=lambda left: (-lefts[left], left))
        right = sorted(line.right for line in lines)[len(lines) * 9 // 10]
        return cls(
            left,
            right=right if right - left > _NARROWEST * width else math.inf,
            pitch=statistics.median([upper.height - lower.height for page in pages for upper, lower in pairwise(page)] or [0]),
            size=statistics.median(line.size for line in lines),
            em=statistics.median(2 * (line.right - line.left) / _columns(line.text) for line in lines),
        )

    def joint(self, line: Line, following: Line, turn: str = "") -> str:
        """What stands for the break between two lines; ``turn`` stands for the turn of the page where there is one."""
        scale = self._scale(line, following)
        below = turn or 0 < line.height - following.height < _PITCH * self.pitch * scale
        if below and self._goes_on(line, following, scale):
            return _seam(line.text, following.text)
        return f"\n{turn}{INDENT if line.is_row or following.is_row else ''}"

    def _scale(self, line: Line, following: Line) -> float:
        """How much larger than most lines both lines are set where they are lines of a title, else 1."""
        size = min(line.size, following.size)
        return size / self.size if size > _LARGER * self.size > 0 else 1.0

    def _goes_on(self, line: Line, following: Line, scale: float) -> bool:
        """Whether ``following`` is not indented and its first word had no room in ``line``; a title may stand anywhere."""
        if line.is_row or following.is_row:
            return False
        if scale == 1.0 and abs(following.left - self.left) > _INDENT * self.em:
            return False
        # Two numbers are never made one.
        if line.text[-1].isdigit() and following.text[0].isdigit():
            return False
        first = _UNBROKEN.match(following.text)
        return first is not None and line.right + (_columns(first[0]) + 1) * self.em * scale / 2 > self.right


def join_lines(pages: Sequence[Sequence[Line]], width: float) -> tuple[str, tuple[int, ...]]:
    """Text of ``pages``, ``width`` points wide, one paragraph a line as far as places tell, and where each page begins.

    A form feed stands between pages, but for those that a paragraph runs across.
    """
    frame = Frame.of(pages, width)
    text = ""
    starts: list[int] = []
    last: Line | None = None
    for page in pages:
        if last and page:
            text += frame.joint(last, page[0], turn="\f")
        starts.append(len(text))
        text += "".join(line.text + frame.joint(line, following) for line, following in pairwise(page))
        if page:
            last = page[-1]
            text += last.text
    return text, tuple(starts)


def _seam(before: str, after: str) -> str:
    """What joins two lines of a paragraph: a space before a Latin word, nothing otherwise."""
    return " " if before[-1].isascii() and _LETTER.match(after) else ""


def _columns(text: str) -> int:
    """Width of ``text`` in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
