"""How time and memory grow with the length of one text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence

from benchmarks.speed.clock import seconds_of
from benchmarks.speed.row import Timed, rate
from extractor.documents import Document
from extractor.pipeline import extract_by_rules

TIMES = (1, 3, 10)
# Quadratic growth would show as ten times the time a character at ten times the size.
AT_MOST = 1.5
LARGE = 5_000_000


def growth_rows(texts: Sequence[str]) -> Iterator[Timed]:
    """All texts as one, once, three times and ten times over: time a character beside that of the smallest."""
    first = 0.0
    for times in TIMES:
        text = "\n\n".join([*texts] * times)
        document = Document.from_text(text)
        seconds = seconds_of(lambda document=document: extract_by_rules(document), repeats=2)  # type: ignore[misc]
        each = seconds / len(text)
        first = first or each
        target = f"≤ {AT_MOST}" if times > 1 else ""
        yield Timed(
            f"one text of {len(text):,} characters",
            rate(len(text), seconds),
            f"{each / first:.2f}",
            target,
            each <= AT_MOST * first,
        )


def peak_megabytes(text: str) -> float:
    """Peak memory of a fresh process that reads ``text``."""
    code = (
        "import resource, sys; from extractor import extract_text; extract_text(sys.stdin.read(), engine='rules');"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=text, text=True, capture_output=True, check=True)
    return float(done.stdout)


def large_text(texts: Sequence[str]) -> str:
    """The texts over and over, five million characters of them."""
    text = "\n\n".join(texts)
    return (text * (LARGE // len(text) + 1))[:LARGE]
