"""Damaged answers and what is said about them: ``python -m benchmarks.corruption [--trials N] [--misses N] [--processes N]``.

Each damage is tried until so many different damaged answers were judged, or no new one turns up: a report offers some damages few
places. "Accused" is a right record that the result calls doubtful though nothing was damaged.
The exit code is 1 where a target is missed, or recordings of the model lack answers.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial

from rich.console import Console
from rich.table import Table

from benchmarks.corruption.answers import Case, recorded_cases, rules_cases
from benchmarks.corruption.damages import DAMAGES
from benchmarks.corruption.targets import ACCUSED_AT_MOST, in_words, is_met
from benchmarks.corruption.trials import Outcome, try_damage
from benchmarks.corruption.verdict import Verdict, is_accused
from benchmarks.recorded import recorded_texts, stale
from benchmarks.row import Row, dated, table_of
from schemas import ReadBy
from schemas.record import Record

SEED = 2024
ANSWERS: Mapping[str, Callable[[], Iterable[Case]]] = {"rules": rules_cases, "recorded model": recorded_cases}


@cache
def cases(source: str) -> list[Case]:
    """The right answers, made once a process."""
    return list(ANSWERS[source]())


def measure(source: str, trials: int, name: str) -> Outcome:
    """What became of one damage."""
    return try_damage(DAMAGES[name], cases(source), trials, random.Random(SEED))


def damage_table(source: str, outcomes: Mapping[str, Outcome]) -> Table:
    """One row a damage."""
    total = sum(outcome.tried for outcome in outcomes.values())
    title = f"Records of the {source}, {len(cases(source))} reports, {total:,} different damaged answers"
    columns = ("tried", "caught", "right again", "missed", "caught %", "target", "", "without the rules %", "harmless, not tried")
    table = Table("damage", title=dated(title), title_justify="left")
    for column in columns:
        table.add_column(column, justify="right" if column else "left")
    for name, outcome in outcomes.items():
        table.add_row(name, *_cells(name, outcome))
    return table


def _cells(name: str, outcome: Outcome) -> list[str]:
    counts = outcome.verdicts
    alone = _percent(outcome.alone[Verdict.CAUGHT], outcome.tried)
    shown = [str(figure) for figure in (outcome.tried, counts[Verdict.CAUGHT], counts[Verdict.RIGHT], counts[Verdict.MISSED])]
    word = "met" if is_met(name, outcome) else "missed"
    return [*shown, _percent(counts[Verdict.CAUGHT], outcome.tried), in_words(name), word, alone, str(outcome.harmless)]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "–"


def undamaged(source: str) -> list[Record]:
    """The records of the right answers after reconciliation with the rules' reading."""
    return [record for case in cases(source) for record in case.undamaged[True].records if record.check.read_by is not ReadBy.RULES]


def accused(source: str) -> Row:
    """How many right records are accused where nothing was damaged."""
    records = undamaged(source)
    count = sum(map(is_accused, records))
    share = f"{count} of {len(records)} ({_percent(count, len(records))} %)"
    return Row(
        f"right records of the {source} accused", share, f"≤ {100 * ACCUSED_AT_MOST} %", count <= ACCUSED_AT_MOST * len(records)
    )


def main() -> int:
    """Print one table for the rules' records and one for the recorded model's; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=2_000, help="of each damage (default: 2000)")
    parser.add_argument("--misses", type=int, default=0, help="of each damage, to be read")
    parser.add_argument("--processes", type=int, default=2, help="that share the damages (default: 2)")
    options = parser.parse_args()
    console = Console(width=150)
    missing = list(stale(recorded_texts()))
    met = not missing
    for source in [source for source in ANSWERS if cases(source)]:
        with ProcessPoolExecutor(options.processes) as pool:
            outcomes = dict(zip(DAMAGES, pool.map(partial(measure, source, options.trials), DAMAGES), strict=True))
        for name, outcome in outcomes.items():
            for miss in outcome.misses[: options.misses]:
                print(f"--- {name}: {miss}")
        row = accused(source)
        console.print(damage_table(source, outcomes), table_of("Undamaged records", [row]))
        met = met and row.met and all(is_met(name, outcome) for name, outcome in outcomes.items())
    for each in missing:
        console.print(each)
    return int(not met)


if __name__ == "__main__":
    raise SystemExit(main())
