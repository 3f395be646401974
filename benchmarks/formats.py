"""The same report as PDF, DOCX and HTML: ``python -m benchmarks.formats``.

Every seed is made into files by ``tests/formats/samples.py``, printed from Chromium in several sizes where that is there, and read
by the rules; the facts are held against those of the text. A fact is a number with its record's name, period and kind, and its
value, unit and bound; places are left out.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from rich.console import Console
from rich.table import Table

from extractor.documents import read_bytes, read_document
from extractor.pipeline import extract_by_rules
from schemas import Result
from schemas.quantities import quantities
from tests.chromium import SIZES, Print, find_chromium, printing
from tests.formats.samples import SEEDS, WAYS

Facts = Counter[tuple[object, ...]]


def facts(result: Result) -> Facts:
    """The facts of ``result``, and how often each is stated; a record without numbers counts as one fact."""
    found: Facts = Counter()
    for record in result.records:
        around = (type(record).__name__, record.name, record.period)
        numbers = [each for _, each in quantities(record)]
        found.update([(*around, each.value, each.upper, each.unit, each.bound) for each in numbers] or [around])
    return found


def agreement(of_text: Facts, of_file: Facts) -> float:
    """F1 of the facts of a file, those of the text being right."""
    total = of_text.total() + of_file.total()
    return 2 * (of_text & of_file).total() / total if total else 1.0


@contextmanager
def ways() -> Iterator[Mapping[str, Callable[[str, str], bytes]]]:
    """Every way in which a text is made into a file here, by its name."""
    chromium = find_chromium()
    if chromium is None:
        yield WAYS
        return
    with printing(chromium) as print_text:
        yield WAYS | {f"Chromium, {size} points": partial(_printed, print_text, size) for size in SIZES}


def _printed(print_text: Print, size: float, text: str, title: str) -> bytes:
    return print_text(text, size)


def main() -> None:
    """Print one table."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    table = Table(title="Facts of each format against those of the text", title_justify="left")
    for column in ("text", "format", "facts of the text", "of the file", "F1", "seconds to read the file"):
        table.add_column(column, justify="left" if column in ("text", "format") else "right")
    with ways() as made:
        for seed in SEEDS:
            result = extract_by_rules(read_document(seed))
            for way, make in made.items():
                data = make(seed.read_text(encoding="utf-8-sig"), result.report.title or "")
                table.add_row(seed.stem, way, *_figures(facts(result), data, seed.stem))
    Console(width=120).print(table)


def _figures(expected: Facts, data: bytes, name: str) -> tuple[str, ...]:
    start = time.perf_counter()
    document = read_bytes(data, name)
    seconds = time.perf_counter() - start
    found = facts(extract_by_rules(document))
    return str(expected.total()), str(found.total()), f"{agreement(expected, found):.4f}", f"{seconds:.3f}"


if __name__ == "__main__":
    main()
