"""Where tables go, and the words of reports in them: printed as they are, never obeyed."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from extractor.printable import printable


def standard_output() -> Console:
    """Standard output; brackets in what is printed are no markup, nor colons emoji."""
    return Console(markup=False, emoji=False)


def plain(words: str | None, style: str = "") -> Text:
    """``words`` (none are empty) line by line, with what would lead the terminal astray written as an escape."""
    return Text("\n".join(map(printable, (words or "").split("\n"))), style=style)
