"""The same report as PDF, DOCX and HTML: ``python -m benchmarks.formats``.

Every seed is made into files by ``tests/formats/samples.py`` and read by the rules; the facts are held against those of the
text. A fact is a number with its record's name, period and kind, and its value, unit and bound; places are left out.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from rich.console import Console
from rich.table import Table

from extractor.documents import read_bytes, read_document
from extractor.pipeline import extract_by_rules
from schemas import Result
from schemas.quantities import quantities
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


def main() -> None:
    """Print one table."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    table = Table(title="Facts of each format against those of the text", title_justify="left")
    for column in ("text", "format", "facts of the text", "of the file", "F1", "seconds to read the file"):
        table.add_column(column, justify="left" if column in ("text", "format") else "right")
    for seed in SEEDS:
        result = extract_by_rules(read_document(seed))
        for way, make in WAYS.items():
            data = make(seed.read_text(encoding="utf-8-sig"), result.report.title or "")
            start = time.perf_counter()
            document = read_bytes(data, seed.stem)
            seconds = time.perf_counter() - start
            expected, found = facts(result), facts(extract_by_rules(document))
            figures = (str(expected.total()), str(found.total()), f"{agreement(expected, found):.4f}", f"{seconds:.3f}")
            table.add_row(seed.stem, way, *figures)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
