"""Damaged answers and what is said about them: ``python -m benchmarks.corruption [--trials N] [--misses N]``."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.corruption.answers import Case, recorded_cases, rules_cases
from benchmarks.corruption.damages import DAMAGES
from benchmarks.corruption.trials import Outcome, try_damage
from benchmarks.corruption.verdict import Verdict, accusations
from schemas import ReadBy

SEED = 2024


def measure(cases: Sequence[Case], trials: int, title: str, misses: int) -> Table:
    """One row a damage, and how many right records were accused."""
    table = Table(title=title, title_justify="left")
    for column in (
        "damage",
        "tried",
        "different",
        "caught",
        "right again",
        "missed",
        "caught %",
        "without the rules %",
        "harmless, not tried",
    ):
        table.add_column(column)
    for name, damage in DAMAGES.items():
        outcome = try_damage(damage, cases, trials, random.Random(SEED))
        _row(table, name, outcome)
        _show_misses(name, outcome, misses)
    return table


def _row(table: Table, name: str, outcome: Outcome) -> None:
    counts = outcome.verdicts
    figures = (counts[Verdict.CAUGHT], counts[Verdict.RIGHT], counts[Verdict.MISSED])
    shares = (_percent(each[Verdict.CAUGHT], outcome.tried) for each in (outcome.verdicts, outcome.alone))
    table.add_row(name, str(outcome.tried), str(len(outcome.different)), *map(str, figures), *shares, str(outcome.harmless))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "–"


def _show_misses(name: str, outcome: Outcome, most: int) -> None:
    for miss in outcome.misses[:most]:
        print(f"--- {name}: {miss.source}, {miss.verdict.value}")
        for mark, one, other in (("-", miss.right, miss.damaged), ("+", miss.damaged, miss.right)):
            for record in one:
                if record not in other:
                    print(mark, record.model_dump_json(exclude_none=True, exclude_defaults=True))


def accused(cases: Iterable[Case]) -> str:
    """How many records are accused where nothing was damaged."""
    records = [record for case in cases for record in case.undamaged[True].records if record.check.read_by is not ReadBy.RULES]
    count = sum(bool(accusations(record)) for record in records)
    return f"right records accused: {count} of {len(records)} ({_percent(count, len(records))} %)"


def main() -> None:
    """Print one table for the rules' records and one for the recorded model's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=2_000, help="of each damage")
    parser.add_argument("--misses", type=int, default=0, help="of each damage, to be read")
    arguments = parser.parse_args()
    every: list[Case] = []
    for title, cases in (("Records of the rules, five reports", rules_cases()), ("Recorded model, two reports", recorded_cases())):
        listed = list(cases)
        every += listed
        table = measure(listed, arguments.trials, title, arguments.misses)
        Console(width=150).print(table)
        print(accused(listed))
    print(f"of both, {accused(every)}")


if __name__ == "__main__":
    main()
