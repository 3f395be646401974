"""What the white space of the source says about numbers, which the folded text no longer shows.

Where a space parts a number in groups of thousands, and where a hyphen with a space behind it opens an item of a list.
"""

from __future__ import annotations

import re

from extractor.documents import Folded

_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})++(?![\d ])")
_THIN = re.compile(r"[\u2006\u2009\u202f]")
_SINGLE = re.compile(r"[ \xa0\u2006\u2009\u202f]")
_ITEM = re.compile(r"^-(?=\d)", re.MULTILINE)
# Behind a word or the edge of a table cell a number begins; behind anything else the first group may be a number of its own.
_SURE = re.compile(r"[\u4e00-\u9fff（：|]$")


def spaced_out(source: str, folded: Folded) -> str:
    """The folded text with commas for the spaces inside numbers, and dots for the hyphens that open items; no place moves."""
    text = folded.text
    if _GROUPS.search(text):
        text = _GROUPS.sub(lambda match: _grouped(match, source, folded), text)
    if _ITEM.search(text):
        text = _ITEM.sub(lambda match: "·" if _is_item(match.start(), folded) else "-", text)
    return text


def _grouped(match: re.Match[str], source: str, folded: Folded) -> str:
    places = [match.start() + index for index, character in enumerate(match[0]) if character == " "]
    gaps = [source[folded.offsets[place] : folded.offsets[place + 1]] for place in places]
    sure = _SURE.search(match.string, max(0, match.start() - 1), match.start()) is not None
    separates = _SINGLE if sure else _THIN
    return match[0].replace(" ", ",") if all(separates.fullmatch(gap) for gap in gaps) else match[0]


def _is_item(place: int, folded: Folded) -> bool:
    return folded.offsets[place + 1] - folded.offsets[place] > 1
