"""Accuracy on hand-made gold: ``python -m benchmarks.accuracy``.

Texts under ``tests/gold/tuned`` were looked at while the rules were written: figures on them say how well the rules fit, not
how well they carry over. Texts under ``tests/gold/heldout`` were annotated by reading, and their errors were never looked at.
The recorded answers of a model are replayed for the two reports that have them, the model alone and together with the rules.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.scoring import Score, read_gold, score
from cassettes.record import replay
from extractor import extract

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
RECORDED = ("huiji-2024-plan", "zhongyuan-2024-review")


def texts(split: str) -> Iterator[tuple[Path, Path]]:
    """Gold file and source text of every text in ``split``; seeds keep their text in ``seeds/``."""
    for gold in sorted((GOLD / split).glob("*.jsonl")):
        own = gold.with_suffix(".txt")
        yield gold, own if own.exists() else ROOT / "seeds" / own.name


def measure(split: str, table: Table) -> Score:
    """Score every text of ``split`` with the rules, one table row each, and return the sum."""
    total = Score()
    for gold, source in texts(split):
        counts = score(read_gold(gold), extract(source))
        _row(table, f"{split}/{gold.stem}", counts)
        total.add(counts)
    return total


def replayed(engine: str) -> Score:
    """Score of the recorded reports, read again from their cassettes."""
    total = Score()
    for name in RECORDED:
        total.add(score(read_gold(GOLD / "tuned" / f"{name}.jsonl"), replay(name, engine)))
    return total


def _row(table: Table, name: str, counts: Score, style: str | None = None) -> None:
    found = counts.found / counts.gold if counts.gold else 1.0
    faults = " ".join(f"{fault} {count}" for fault, count in counts.faults.most_common() if count)
    figures = (f"{found:.3f}", f"{counts.precision:.3f}", f"{counts.recall:.3f}", f"{counts.f1:.3f}")
    table.add_row(name, str(counts.gold), *figures, faults, style=style)


def main() -> None:
    """Print one table."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    table = Table(title="Rules against gold (full facts)", title_justify="left")
    for column in ("text", "facts", "numbers found", "precision", "recall", "F1", "what is wrong"):
        table.add_column(column)
    for split in ("tuned", "heldout"):
        total = measure(split, table)
        _row(table, f"all {split}", total, style="bold")
    for engine in ("model", "both"):
        _row(table, f"replayed, engine {engine}", replayed(engine), style="bold")
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
