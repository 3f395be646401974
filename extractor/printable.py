"""Words of others as they can be printed: names of files above all, which may hold anything but a slash."""

from __future__ import annotations

import re

# Control characters, line ends of any kind, what turns the direction of writing, and halves of characters.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def printable(text: str) -> str:
    """``text`` in one line, with what would break the line or lead a terminal astray written as an escape, as JSON has it."""
    return _UNPRINTABLE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}"
