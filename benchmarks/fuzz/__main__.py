"""Generated inputs against everything that reads: ``python -m benchmarks.fuzz --inputs 1000000``.

Texts are made of pieces of this genre (numbers, units, verbs, marks, broken characters), and by damaging the sample reports; files,
model answers, results and corrections by damaging good ones. Every input must end as a sound result or as one of the program's own
errors: any other exception is a crash, and is printed with the number that makes the same input again. Then each reader is given
inputs of two sizes: where four times the input costs far more than four times the processor time, the growth is not linear.
"""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from benchmarks.fuzz.growth import LIMIT, TIMES, Growth, growths, worst
from benchmarks.fuzz.runs import Outcome, fuzzed


def main() -> int:
    """Print two tables; returns 1 where anything crashed, was unsound, or takes more than its share of time for more input."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--inputs", type=int, default=50_000, help="inputs over all readers")
    parser.add_argument("--first", type=int, default=0, help="number of the first input: other numbers, other inputs")
    parser.add_argument("--characters", type=int, default=4_000, help="length of the repeated texts")
    options = parser.parse_args()
    console = Console()
    outcomes = fuzzed(options.inputs, options.first)
    crashes = [f"{reader}, input {crash}" for reader, found in outcomes.items() for each in found for crash in each.crashes]
    console.print(_inputs_table(outcomes))
    for crash in crashes[:20]:
        console.print(crash, markup=False)
    found = growths(options.characters)
    console.print(_growth_table(found))
    return int(bool(crashes) or found[0].times > LIMIT)


def _inputs_table(outcomes: dict[str, list[Outcome]]) -> Table:
    counts = {reader: sum(each.batch.last - each.batch.first for each in found) for reader, found in outcomes.items()}
    table = Table("reader", "inputs", "refused in a sentence", "crashes", "processor s", title=f"{sum(counts.values()):,} inputs")
    for reader, found in outcomes.items():
        refused, crashed = sum(each.refused for each in found), sum(len(each.crashes) for each in found)
        seconds = sum(each.seconds for each in found)
        table.add_row(reader, f"{counts[reader]:,}", f"{refused:,}", str(crashed), f"{seconds:.0f}")
    return table


def _growth_table(found: list[Growth]) -> Table:
    table = Table("reader", "worst growth", "with", title=f"{TIMES} times the input, of {len(found)} inputs")
    for each in worst(found).values():
        table.add_row(each.reader, f"{each.times:.1f} ×", each.what, style="bold" if each.times > LIMIT else "")
    return table


if __name__ == "__main__":
    raise SystemExit(main())
