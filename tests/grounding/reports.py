"""The sample reports, indexed once, and a plain way to say where letters stand in them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractor.documents import fold
from extractor.grounding import Grounder
from extractor.grounding.figures import figures

SEEDS = sorted(Path("seeds").glob("*.txt"))


class Report(NamedTuple):
    """A source text, its index, and the source offsets at which a cut would split a figure."""

    source: str
    grounder: Grounder
    inside_figures: frozenset[int]


def report(source: str) -> Report:
    """A text ready for grounding."""
    folded = fold(source)
    spans = [folded.span(figure.start, figure.end) for figure in figures(folded.text)]
    inside = frozenset(offset for start, end in spans for offset in range(start + 1, end))
    return Report(source, Grounder.of(folded), inside)


@cache
def seed(name: str) -> Report:
    """The sample report whose file name begins with ``name``."""
    path = next(path for path in SEEDS if path.name.startswith(name))
    return report(path.read_text(encoding="utf-8").removeprefix("\ufeff"))


_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


def plain(text: str) -> str:
    """The letters of ``text``: no white space, no bold marks, half-width."""
    return "".join(letter for letter, _ in _letters(text))


def standing(quote: str, source: str) -> set[tuple[int, int]]:
    """Brute force: every source span that has the letters of ``quote``."""
    letters = _letters(source)
    text, wanted = plain(source), plain(quote)
    starts = [at for at in range(len(text)) if text.startswith(wanted, at)] if wanted else []
    return {(letters[at][1], letters[at + len(wanted) - 1][1] + 1) for at in starts}


def _letters(text: str) -> list[tuple[str, int]]:
    return [(letter, offset) for offset, letter in enumerate(text.translate(_NARROW)) if letter.strip() and letter != "*"]
