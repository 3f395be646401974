"""Accuracy on hand-made gold: ``python -m benchmarks.accuracy``.

Texts under ``tests/gold/tuned`` were looked at while the rules were written: figures on them say how well the rules fit, not how
well they carry over. Texts under ``tests/gold/heldout`` were annotated by reading, and their errors were never looked at.
The recorded answers of a model are replayed for the reports that have them and gold, the model alone and together with the rules.

Facts by kind and field stand where the annotator put them; "field right" counts the numbers that a reader put into that field too
(a growth rate under ``change``, not ``value``), which is no part of what makes a fact full. A rank is words: no gold fact.

The exit code is 1 where the rules miss a target, or recordings do not fit the prompts of today.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from benchmarks.fields import FIELDS, field_of
from benchmarks.gold import Text, texts
from benchmarks.recorded import recorded_texts, replayed, stale
from benchmarks.row import dated
from benchmarks.scoring import Answer, Score, answer, read_gold
from extractor import extract
from schemas import Result

TARGETS = {"tuned": 0.97, "heldout": 0.93}
ENGINES = ("rules", "model", "both")


@dataclass(slots=True)
class Measured:
    """Counts over one or more texts, and the answers to their facts."""

    score: Score = field(default_factory=Score)
    answers: list[Answer] = field(default_factory=list)

    def add(self, other: Measured) -> None:
        """Take in another text."""
        self.score.add(other.score)
        self.answers += other.answers


def measure(text: Text, result: Result) -> Measured:
    """The result held against the gold of the text."""
    answers, spurious = answer(read_gold(text.gold), result)
    return Measured(Score.of(answers, spurious), answers)


def total(parts: Iterable[Measured]) -> Measured:
    """The sum of several texts."""
    whole = Measured()
    for part in parts:
        whole.add(part)
    return whole


def read_by_rules(split: str) -> dict[Text, Measured]:
    """Every text of ``split``, read by the rules."""
    return {text: measure(text, extract(text.source, engine="rules")) for text in texts(split)}


def read_by_each(text: Text) -> dict[str, Measured] | None:
    """The text read by each engine; None where its recording lacks answers."""
    results = {"rules": extract(text.source, engine="rules"), "model": replayed(text, "model"), "both": replayed(text, "both")}
    return {engine: measure(text, result) for engine, result in results.items() if result} if all(results.values()) else None


def report_table(splits: Mapping[str, Mapping[Text, Measured]]) -> Table:
    """A row a report, and the sums with their targets."""
    table = _table("Rules against gold (full facts)", "report", *_FIGURES, "target")
    for split, measured in splits.items():
        for text, each in measured.items():
            table.add_row(f"{split}/{text.name}", *_figures(each.score))
        score = total(measured.values()).score
        word = "met" if meets(split, score) else "missed"
        table.add_row(f"all {split}", *_figures(score), f"F1 ≥ {TARGETS[split]}: {word}", style="bold", end_section=True)
    return table


def meets(split: str, score: Score) -> bool:
    """Whether the rules reach their target on ``split``."""
    return score.f1 >= TARGETS[split]


def recorded_table(measured: Mapping[Text, Mapping[str, Measured]]) -> Table:
    """A row a recorded report and engine, and the sums by split."""
    table = _table("Recorded reports, each engine", "report", "engine", *_FIGURES)
    for text, engines in measured.items():
        for engine, each in engines.items():
            table.add_row(f"{text.split}/{text.name}", engine, *_figures(each.score), end_section=engine == ENGINES[-1])
    for split in TARGETS:
        parts = [engines for text, engines in measured.items() if text.split == split]
        for engine in ENGINES if parts else ():
            whole = total(each[engine] for each in parts).score
            table.add_row(f"all recorded {split}", engine, *_figures(whole), style="bold", end_section=engine == ENGINES[-1])
    return table


def field_table(title: str, engines: Mapping[str, Sequence[Answer]]) -> Table:
    """A row a kind, field and engine."""
    table = _table(title, "kind", "field", "engine", "facts", "found", "right", "recall", "field right", "what is wrong")
    for kind, name in FIELDS:
        for engine, answers in engines.items():
            score = Score.of(each for each in answers if field_of(each.fact) == (kind, name))
            figures = (str(score.found), str(score.full), _share(score.recall, score), _share(_in_field(score), score))
            table.add_row(kind, name, engine, str(score.gold), *figures, _faults(score))
    return table


_FIGURES = ("facts", "numbers found", "field right", "precision", "recall", "F1", "what is wrong")


def _table(title: str, *columns: str) -> Table:
    words = ("report", "engine", "kind", "field", "what is wrong", "target")
    table = Table(title=dated(title), title_justify="left")
    for column in columns:
        table.add_column(column, justify="left" if column in words else "right")
    return table


def _figures(score: Score) -> Iterator[str]:
    """The cells of a score; a text without facts has no figures."""
    yield str(score.gold)
    found = score.found / score.gold if score.gold else 0.0
    yield from (_share(share, score) for share in (found, _in_field(score), score.precision, score.recall, score.f1))
    yield _faults(score)


def _in_field(score: Score) -> float:
    return score.in_field / score.found if score.found else 0.0


def _share(share: float, score: Score) -> str:
    return f"{share:.3f}" if score.gold else "–"


def _faults(score: Score) -> str:
    return " ".join(f"{fault} {count}" for fault, count in score.faults.most_common() if count)


def print_recorded(measured: Mapping[Text, Mapping[str, Measured]], console: Console) -> None:
    """Print what each engine makes of the recorded reports."""
    console.print(recorded_table(measured))
    for split in TARGETS:
        parts = [engines for text, engines in measured.items() if text.split == split]
        if parts:
            engines = {engine: total(each[engine] for each in parts).answers for engine in ENGINES}
            console.print(field_table(f"By kind and field, recorded {split} reports", engines))


def main() -> int:
    """Print the tables; returns the exit code."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    console = Console(width=160)
    splits = {split: read_by_rules(split) for split in TARGETS}
    sums = {split: total(measured.values()) for split, measured in splits.items()}
    console.print(report_table(splits))
    for split, whole in sums.items():
        console.print(field_table(f"By kind and field, all {split} texts", {"rules": whole.answers}))
    listed = recorded_texts()
    recorded = {text: engines for text in listed if (engines := read_by_each(text)) is not None}
    if recorded:
        print_recorded(recorded, console)
    missing = list(stale(listed))
    for each in missing:
        console.print(each)
    return int(bool(missing) or not all(meets(split, whole.score) for split, whole in sums.items()))


if __name__ == "__main__":
    raise SystemExit(main())
