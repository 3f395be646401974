"""Passages that speak to a machine instead of telling anything: orders to a model, roles of a conversation, made-up JSON.

Their numbers stand in the text and are listed, but no reader's word is enough to make a fact of one. The words are those of
``data/machine_words.csv``, each with an example; no report has been seen to hold any of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from extractor.documents import Folded
from schemas.rows import read_rows

Span = tuple[int, int]

_END = re.compile(r"[。！？；\n]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LONGEST_BRACES = 2_000
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)


class Sign(NamedTuple):
    """Words that give a passage away; where ``beside`` is not empty, only together with it."""

    words: str
    beside: str
    example: str


@cache
def signs() -> tuple[Sign, ...]:
    """The rows of the table."""
    return tuple(Sign(**row) for row in read_rows("extractor.outline", "data/machine_words.csv"))


@cache
def _any_sign() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(sign.words) for sign in signs()))


def addressed_spans(folded: Folded, source: str) -> list[Span]:
    """The passages of the folded text, in order, that speak to a machine; ``source`` is the text that was folded."""
    spans: list[Span] = []
    words = _small_letters(folded.text)
    position = 0
    while sign := _any_sign().search(words, position):
        start, end = _passage(folded, source, position, sign.start())
        if _is_addressed(words[start:end]):
            spans.append((start, end))
        position = max(end, sign.end())
    return spans


def _small_letters(text: str) -> str:
    """``text`` in small letters, each character still at its place."""
    small = text.lower()
    return small if len(small) == len(text) else text.translate(_SMALL)


def _is_addressed(passage: str) -> bool:
    return any(sign.words in passage and sign.beside in passage for sign in signs())


def _passage(folded: Folded, source: str, first: int, place: int) -> Span:
    """The sentence around ``place``, from ``first`` at the earliest, through the closing of braces that it opens.

    A blank line ends it too.
    """
    text = folded.text
    start = max(first, *(text.rfind(mark, first, place) + 1 for mark in "。！？；\n"))
    end = _sentence_end(text, max(place, _braces_end(text, place)))
    before = [gap for gap in _blank_lines(folded, source, start, end) if gap <= place]
    after = [gap for gap in _blank_lines(folded, source, _braces_end(text, place), end) if gap > place]
    return max([start, *before]), min([end, *after])


def _sentence_end(text: str, place: int) -> int:
    mark = _END.search(text, place)
    if mark is None:
        return len(text)
    return mark.start() if mark[0] == "\n" else mark.end()


def _braces_end(text: str, place: int) -> int:
    """Where the braces close that open in the sentence at ``place``; ``place`` where none do, or only far from there."""
    opening = text.find("{", place, _sentence_end(text, place))
    depth = 0
    for index in range(opening, min(len(text), opening + _LONGEST_BRACES)) if opening >= 0 else ():
        depth += (text[index] == "{") - (text[index] == "}")
        if depth == 0:
            return index + 1
    return place


def _blank_lines(folded: Folded, source: str, start: int, end: int) -> Iterator[int]:
    """Places from ``start`` to ``end`` before which the source has a blank line that folding took for a page break."""
    first = folded.offsets[start - 1] + 1 if start else 0
    last = folded.offsets[end - 1] + 1
    for gap in _BLANK_LINE.finditer(source, first, last):
        yield bisect_left(folded.offsets, gap.start(), start, end)
