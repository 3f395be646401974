"""Document: the decoded text of one report. Offsets are sacred."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass

from extractor.documents.formats.extracted import Format

_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one report, and where it came from.

    Every offset in a result counts the code points of ``text``: of a text file the source text exactly as decoded but for a
    byte-order mark removed, of any other ``format`` the text extracted from it, to be kept where offsets are to be followed.
    ``page_starts`` holds the offset at which each page begins; it is empty for formats without pages. ``region`` is whose report it
    is, where somebody said so; none leaves it to the text.
    """

    text: str
    source: str
    sha256: str
    encoding: str = "utf-8"
    page_starts: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    format: Format = "text"
    region: str | None = None

    def page_of(self, offset: int) -> int | None:
        """The page, counted from 1, on which the character at ``offset`` stands; None for formats without pages."""
        return bisect_right(self.page_starts, offset) or None

    @classmethod
    def from_text(cls, text: str, source: str = "text") -> Document:
        """A document from a string already decoded; its hash is that of the UTF-8 bytes.

        Half characters (lone surrogates), which no file can hold, become U+FFFD one for one, and a warning says so.
        """
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        whole, halves = _HALF_CHARACTER.subn("\ufffd", without_mark(text))
        warnings = (f"{halves} half characters (lone surrogates) were read as U+FFFD.",) if halves else ()
        return cls(text=whole, source=source, sha256=digest, warnings=warnings)


def without_mark(text: str) -> str:
    """``text`` as offsets count it: without the byte-order mark it may begin with."""
    return text.removeprefix(_BYTE_ORDER_MARK)
