"""Document: the decoded text of one report. Offsets are sacred."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

_BYTE_ORDER_MARK = "\ufeff"

Format = Literal["text", "html", "docx", "pdf"]


@dataclass(frozen=True, slots=True)
class Document:
    """The source text exactly as decoded, and where it came from.

    ``text`` is unchanged but for a byte-order mark removed; every offset in a result counts its code points.
    Where ``format`` is not "text", the file itself holds other characters, and the text must be kept for offsets to be followed.
    ``page_starts`` holds the offset at which each page begins; it is empty for formats without pages.
    """

    text: str
    source: str
    sha256: str
    encoding: str = "utf-8"
    page_starts: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    format: Format = "text"

    def page_of(self, offset: int) -> int | None:
        """The page, counted from 1, on which the character at ``offset`` stands; None for formats without pages."""
        return bisect_right(self.page_starts, offset) or None

    @classmethod
    def from_text(cls, text: str, source: str = "text") -> Document:
        """A document from a string already decoded; its hash is that of the UTF-8 bytes."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(text=without_mark(text), source=source, sha256=digest)


def without_mark(text: str) -> str:
    """``text`` as offsets count it: without the byte-order mark it may begin with."""
    return text.removeprefix(_BYTE_ORDER_MARK)
