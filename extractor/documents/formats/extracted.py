"""What a format module hands back: the text of a file, and where its pages begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Format = Literal["text", "html", "pdf", "docx"]


@dataclass(frozen=True, slots=True)
class Extracted:
    """Text of a file, one paragraph or one line of a page a line, in reading order.

    ``encoding`` is that of the file's bytes where they are text. ``page_starts`` holds the offset at which each page begins;
    ``warnings`` says what of the file is not in the text.
    """

    text: str
    format: Format = "text"
    encoding: str = "utf-8"
    page_starts: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
