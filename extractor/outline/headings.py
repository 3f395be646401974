"""Headings: numbered, bold, bracketed, or short lines of their own; and how deep each stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.rows import alternatives, read_rows

_CHINESE = "一二三四五六七八九十"
# Depth and pattern of an enumerator at the start of a paragraph, outermost first.
_ENUMERATORS = (
    (1, re.compile(r"#\s?(?!#)|第[一二三四五六七八九十]+(?:部分|章|篇)|[一二三四五六七八九十]{1,3}&?、(?![一二三]产业)")),
    (2, re.compile(r"##\s?(?!#)|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]+节")),
    (3, re.compile(r"#{3,}|\d{1,2}(?:[.．、](?!\d)|）)|（\d{1,2}）|——|【")),
    (4, re.compile(rf"[{_CHINESE}]{{1,2}}是(?=[^，。]{{2,40}}[。：])")),
)
_LONGEST_LINE = 42
LONGEST_RUN_IN = 46
_RUN_IN_END = re.compile(r"[。：；]")
_NO_HEADING = re.compile(r"各位代表|记者|以上报告|谢谢|^\d+$|[：:]\d{4}-\d")
_COUNTS = re.compile(r"\d[%万亿个条项家所套公座处名]")  # a line of a list, not a heading
_DONE = re.compile(r"[。！？；，、：]$")


def heading_words(use: str) -> str:
    """The words of one use in ``data/heading_words.csv`` as an alternation."""
    return alternatives(row["word"] for row in read_rows("extractor.outline", "data/heading_words.csv") if row["use"] == use)


_CUE = re.compile(rf"(?:\d{{4}}年|过去|今后|未来|当前|今年|下一步).*(?:{heading_words('work')})|{heading_words('title')}")


class Heading(NamedTuple):
    """A heading in the folded text: ``start:end`` is the heading itself, ``body`` where the text under it goes on."""

    start: int
    end: int
    body: int
    depth: int


def find_heading(text: str, start: int, end: int, bold: dict[int, int]) -> Heading | None:
    """The heading that the paragraph ``text[start:end]`` is or opens with, or None.

    ``bold`` maps starts of bold spans to their ends.
    """
    if text.find("|", start, end) >= 0:  # a row of a table; statistics write #水稻 for a part
        return None
    for depth, pattern in _ENUMERATORS:
        opening = pattern.match(text, start, end)
        if opening:
            return _numbered(text, start, opening.end(), end, depth, bold)
    if start in bold and bold[start] <= end and bold[start] - start <= LONGEST_RUN_IN:
        return Heading(start, bold[start], bold[start], 4)
    if _is_title_line(text, start, end):
        return Heading(start, end, end, 1 if _has_year_or_cue(text, start, end) else 2)
    return None


def _numbered(text: str, start: int, opened: int, end: int, depth: int, bold: dict[int, int]) -> Heading | None:
    if opened in bold:
        return Heading(start, bold[opened], bold[opened], depth)
    stop = _RUN_IN_END.search(text, opened, end)
    stops = stop.start() if stop else end
    if stops - start > (LONGEST_RUN_IN if stop else _LONGEST_LINE + 20):
        return None
    if any(character.isdigit() for character in text[opened:stops]) and stop and depth >= 3 and "年" not in text[opened:stops]:
        return None  # 一是新增学位2.3万个。 is a statement
    if depth >= 3 and not stop and _COUNTS.search(text, opened, stops):
        return None  # so is 1. 新增高新技术企业60家 as a line of a list
    return Heading(start, stops, stop.end() if stop else end, depth)


def _has_year_or_cue(text: str, start: int, end: int) -> bool:
    return _CUE.search(text, start, end) is not None


def _is_title_line(text: str, start: int, end: int) -> bool:
    line = text[start:end]
    if not 4 <= end - start <= _LONGEST_LINE or _NO_HEADING.search(line) or _COUNTS.search(line):
        return False
    return not _DONE.search(text[end - 1 : end])
