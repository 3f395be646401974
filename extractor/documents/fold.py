"""Folding: the reading form of a text, and the way back.

Reports come with full-width digits, spaces inside numbers, ``U+3000`` indents, hard wraps and page breaks in the middle of a
sentence. Everything that reads works on the folded text; :meth:`Folded.span` leads every place back to the untouched source.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.documents.wraps import wrap_width, wraps

_WIDE = "０１２３４５６７８９％．＋－／" + "".join(map(chr, (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_NARROW = "".join(chr(ord(character) - 0xFEE0) for character in _WIDE)
# Punctuation goes the other way: Chinese text is written with full-width marks, whatever the file has.
_WIDTH = str.maketrans(_WIDE + "−,;:()?!", _NARROW + "-，；：（）？！")

_SPACE = r"[ \t\xa0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\ufeff\u3000\x00]"
# What may be dropped or turned into a paragraph break. Scrapers leave literal "\r\n" and runs of question marks.
_GAP = re.compile(rf"(?:{_SPACE}|[\r\n\f\v\x85]|\\r\\n|\\n|\*\*|[?？]{{4,}}|&(?:nbsp|ensp|emsp)；)+")
_BREAK = re.compile(r"\r\n|[\r\n\f\v\x85]|\\r\\n|\\n|[?？]{4,}|\u3000{2,}|\t{2,}")
_CHROME = ("????", "？？？？", "\t\t", "\\n")
_STRAIGHT_QUOTATION = re.compile(r'"([^"\n]{1,40})"')
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?:，\d{3})*(?!\d))")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded to one form of each character, without white space, one paragraph a line.

    ``offsets[i]`` is the source offset of folded character ``i``; ``bold`` holds the folded spans set in Markdown bold.
    """

    text: str
    offsets: array[int]
    bold: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source span of the folded span ``start:end`` (not empty)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold ``text``; linear in its length."""
    narrow = text.translate(_WIDTH)
    width = wrap_width(narrow)
    parts: list[str] = []
    offsets = array("I")
    marks: list[int] = []
    length = position = 0
    for gap in _GAP.finditer(narrow):
        start, end = gap.span()
        if start > position:
            parts.append(narrow[position:start])
            offsets.extend(range(position, start))
            length += start - position
        if "**" in gap[0]:
            marks.extend([length] * gap[0].count("**"))
        joint = _joint(narrow, start, end, width)
        if joint and length:
            parts.append(joint)
            offsets.append(start)
            length += 1
        position = end
    parts.append(narrow[position:])
    offsets.extend(range(position, len(narrow)))
    folded = _THOUSANDS.sub(",", "".join(parts))
    folded = _STRAIGHT_QUOTATION.sub(r"“\1”", folded)
    return Folded(folded, offsets, tuple(_bold_spans(marks, folded)))


def _joint(text: str, start: int, end: int, width: int) -> str:
    """What stands for the gap ``text[start:end]``: a line break, a space, or nothing."""
    before, after = text[start - 1 : start], text[end : end + 1]
    gap = text[start:end]
    if _BREAK.search(gap):
        return "\n" if _is_paragraph_break(gap) or not wraps(text, start, end, width) else ""
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return "" if _spaced_out(text, start, end) else " "
    return ""


def _is_paragraph_break(gap: str) -> bool:
    """An indent, or what scrapers leave where a paragraph began: never inside a sentence."""
    return gap.rstrip("*").endswith("\u3000\u3000") or any(mark in gap for mark in _CHROME)


_LONE_DIGIT_BEFORE = re.compile(r"(?:^|[^\d.\s]\s?)(?:\d\s)*\d$")
_LONE_DIGIT_AFTER = re.compile(r"\d(?:\s\d)*\s?(?=[^\d\s]|$)")


def _spaced_out(text: str, start: int, end: int) -> bool:
    """Whether digits stand apart one by one, as OCR leaves them: ``2 0 2 4 年``."""
    return (
        end - start == 1
        and _LONE_DIGIT_BEFORE.search(text[max(0, start - 20) : start]) is not None
        and _LONE_DIGIT_AFTER.match(text, end, end + 20) is not None
    )


def _bold_spans(marks: list[int], text: str) -> Iterator[tuple[int, int]]:
    """Pairs of ``**`` within one paragraph."""
    opened: int | None = None
    for mark in marks:
        if opened is None or "\n" in text[opened:mark]:
            opened = mark
        else:
            if mark > opened:
                yield opened, mark
            opened = None
