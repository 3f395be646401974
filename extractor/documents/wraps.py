"""Line breaks that end a paragraph, and those that a page or a mail program put into a sentence."""

from __future__ import annotations

import re
from collections import Counter

_TERMINAL = "。！？；：…!?;"
_CLOSING = "”’\"'）)】》」*"
_JOINS_BACKWARD = "，。、；：,%％”）》】·"
_JOINS_FORWARD = "，、,《（(“‘·"
_SENTENCE_OPENING = re.compile(r"(?:20\d\d年|今年|去年)[，,]")
_UNIT_FIRST = "万亿个家元亩吨人户件项条所座处套场名公平"
_HEADING = re.compile(
    r"[\s*#]*(?:第?[一二三四五六七八九十百]{1,4}[&]?[、.章节部]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．)](?!\d)|"
    r"[一二三四五六七八九十]{1,2}是|——|[【\[#]|各位代表|记者)"
)
_LINE = re.compile(r"[^\r\n]*")
_SHORT_LINE = 12
_LONGEST_LINE = 4_000  # no farther back is looked for where a line began, so that one-line files stay linear
LONGEST_HEADING = 60
_FEWEST_WRAPPED_LINES = 6
_WRAPPED_SHARE = 0.25


def wrap_width(text: str) -> int:
    """The width at which this text was hard-wrapped, or 0 where it was not.

    Most lines without a mark at their end have that width, and they make up a good part of the text: a list of links below a
    report whose paragraphs are one line each is no such text.
    """
    lines = [line for raw in text.splitlines() if (line := raw.strip())]
    lengths = Counter(
        len(line) for line in lines if 15 <= len(line) <= 80 and line[-1] not in _TERMINAL and not _HEADING.match(line)
    )
    if not lengths:
        return 0
    width = max(lengths, key=lambda size: sum(lengths[near] for near in range(size - 3, size + 4)))
    near = sum(lengths[size] for size in range(width - 3, width + 4))
    wrapped = near >= _FEWEST_WRAPPED_LINES and near >= 0.5 * sum(lengths.values())
    return width if wrapped and near * width >= _WRAPPED_SHARE * sum(map(len, lines)) else 0


def wraps(text: str, start: int, end: int, width: int) -> bool:
    """Whether the break ``text[start:end]`` lies inside a sentence, so that the lines belong together."""
    window = max(0, start - _LONGEST_LINE)
    line_start = max(text.rfind("\n", window, start), text.rfind("\r", window, start), window - 1) + 1
    before = text[line_start:start].strip()
    after = text[end : end + 12]
    if not before or not after:
        return False
    if before.rstrip(_CLOSING)[-1:] in tuple(_TERMINAL):
        return False
    if _stands_alone(text, end):
        return False
    if after[0] in _JOINS_BACKWARD or (before[-1] in _JOINS_FORWARD and len(before) > 4):
        return True
    if _SENTENCE_OPENING.match(before):
        return True
    if before[-1].isdigit() and after[0] in _UNIT_FIRST:
        return True
    if before.count("**") % 2 and before.rfind("**") > 0:
        return True
    if _HEADING.match(after) or (not width and _ends_a_heading(before)):
        return False
    if after[0].isdigit() and "，" in before and not _HEADING.match(before):  # …，打造示范街⏎24条
        return True
    return len(before) > LONGEST_HEADING or "。" in before or _unclosed(before) or (width > 0 and len(before) >= width - 3)


def _stands_alone(text: str, start: int) -> bool:
    """Whether the line at ``start`` is short and ends without a mark: a heading, not the rest of a sentence."""
    line = _LINE.match(text, start, start + 200)
    words = line[0].strip() if line else ""
    if line is None or line.end() >= len(text) or not 2 <= len(words) <= _SHORT_LINE:
        return False
    return words[-1] not in _TERMINAL + _JOINS_FORWARD + _CLOSING


def _ends_a_heading(line: str) -> bool:
    if len(line) > LONGEST_HEADING or "。" in line:
        return False
    return line[-1] in _CLOSING or _HEADING.match(line) is not None


def _unclosed(line: str) -> bool:
    """Whether a title or quotation was opened on this line and goes on on the next."""
    return any(line.rfind(opening) > line.rfind(closing) for opening, closing in ("《》", "（）", "“”")) and len(line) > 12
