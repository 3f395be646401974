"""What a format module hands back: the text of a file, and where its pages begin; and how long a text may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.errors import FileTooLarge

MAX_CHARACTERS = 2_000_000
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


def bound_characters(characters: int, source: str) -> None:
    """Raise where the text of a file has so many ``characters`` that no report is so long."""
    if characters > MAX_CHARACTERS:
        raise FileTooLarge(
            f"{source} has more than {MAX_CHARACTERS:,} characters.",
            hint="A report rarely has over 50,000: check that this is the file you mean, or split it.",
        )
