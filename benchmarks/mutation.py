"""Whether the tests notice a wrong program: ``python -m benchmarks.mutation [AREA …]``.

mutmut changes one expression at a time of the modules where a mistake costs most, and runs the tests that reach it. A mutant that
no test fails for survives. Each area is mutated in a copy of the project, ``build/mutation/AREA``, so that nothing here is touched;
there ``python -m mutmut results`` lists the survivors and ``python -m mutmut show NAME`` shows one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
WORKSHOP = ROOT / "build" / "mutation"
COPIED = ("extractor", "prompts", "schemas", "seeds", "tests")
TARGET = 85.0
MUTMUT = ROOT / "benchmarks" / "collected_once.py"
PATIENCE = 5.0  # times as long as without a mutant: what takes longer never ends …
LEAST_PATIENCE = 8.0  # … nor does a quick test, on a busy machine, before this many seconds, as often
RETRIES = ("sending", "faults", "budget", "limits", "reading", "transport", "validation", "client")


@dataclass(frozen=True, slots=True)
class Area:
    """Modules to mutate, as patterns, and the tests that have to notice; ``left_out`` are slow ones that notice nothing more."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    left_out: tuple[str, ...] = ()


SLOW_GROUNDING = (
    "tests/grounding/test_properties.py",
    "tests/grounding/test_place.py::test_monotonous_texts_are_searched_like_any_other",
)
WHOLE_REPORTS = (
    "tests/reconciliation/test_balance.py::test_the_books_of_a_sample_report_balance",
    "tests/reconciliation/test_balance.py::test_the_books_balance_whatever_sentences_come_together",
    "tests/reconciliation/test_identity.py::test_no_id_stands_twice",
    "tests/reconciliation/test_identity.py::test_the_next_run_gives_the_same_ids",
    "tests/reconciliation/test_identity.py::test_an_id_tells_the_kind",
)
AREAS = {
    "numbers": Area(("extractor/numbers/*",), ("tests/numbers",), ("tests/numbers/test_properties.py",)),
    "grounding": Area(("extractor/grounding/*",), ("tests/grounding",), SLOW_GROUNDING),
    "reconciliation": Area(("extractor/reconciliation/*",), ("tests/reconciliation",), WHOLE_REPORTS),
    "retries": Area(
        tuple(f"extractor/llm/{name}.py" for name in RETRIES),
        tuple(f"tests/llm/test_{name}.py" for name in RETRIES),
        left_out=(
            "tests/llm/test_reading.py::test_any_object_comes_back_from_any_dress",
            "tests/llm/test_reading.py::test_no_beginning_of_an_object_is_taken_for_an_answer",
            "tests/llm/test_client.py::test_a_killed_run_has_lost_only_what_was_in_flight",
            "tests/llm/test_client.py::test_importing_the_client_loads_neither_openai_nor_instructor",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mutants there were, and what became of them."""

    total: int
    killed: int
    survived: int
    timeout: int
    no_tests: int

    @property
    def share(self) -> float:
        """Mutants that the tests noticed, in per cent of all; one that never ends is noticed too."""
        return 100 * (self.killed + self.timeout) / self.total if self.total else 0.0


def mutate(name: str, area: Area, workers: int) -> Tally:
    """Mutate ``area`` in a fresh copy of the project and count; raises :class:`subprocess.CalledProcessError`."""
    copy = WORKSHOP / name
    _copy_project(copy, area)
    for command in (["run", "--max-children", str(workers)], ["export-cicd-stats"]):
        subprocess.run([sys.executable, "-P", MUTMUT, *command], cwd=copy, check=True)
    counts = json.loads((copy / "mutants" / "mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    return Tally(**{field: counts[field] for field in Tally.__slots__})


def _copy_project(copy: Path, area: Area) -> None:
    shutil.rmtree(copy, ignore_errors=True)
    for folder in COPIED:
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "mutants").mkdir()
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (copy / "pyproject.toml").write_text(f"{project}\n{_section(area)}", encoding="utf-8")


def _section(area: Area) -> str:
    """What mutmut reads in pyproject.toml."""
    values = {
        "source_paths": ["extractor"],
        "only_mutate": area.modules,
        "also_copy": [folder for folder in COPIED if folder not in ("extractor", "tests")],  # mutmut copies these two itself
        "pytest_add_cli_args_test_selection": area.tests,
        "pytest_add_cli_args": [f"--deselect={test}" for test in area.left_out],
    }
    lists = (f"{key} = {json.dumps(list(value))}" for key, value in values.items())
    return "\n".join(["[tool.mutmut]", f"timeout_multiplier = {PATIENCE}", f"timeout_constant = {LEAST_PATIENCE}", *lists, ""])


def show(tallies: dict[str, Tally]) -> None:
    """Print one row an area."""
    table = Table("area", *("mutants", "killed", "survived", "timeout", "no tests", "noticed"), title="Mutants the tests notice")
    for name, tally in tallies.items():
        counts = (tally.total, tally.killed, tally.survived, tally.timeout, tally.no_tests)
        table.add_row(name, *map(str, counts), f"{tally.share:.1f} %")
    Console().print(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Mutate the areas asked for; 1 where one stays under the target or could not be mutated."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"of {', '.join(AREAS)} (default: all)")
    parser.add_argument("--workers", type=int, default=2, help="mutants tried at a time (default: 2)")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.areas if name not in AREAS]
    if unknown:
        parser.error(f"there is no area {unknown[0]}; there are {', '.join(AREAS)}")
    try:
        tallies = {name: mutate(name, AREAS[name], options.workers) for name in options.areas or AREAS}
    except subprocess.CalledProcessError as error:
        print(f"mutmut ended with {error.returncode}: what it says is above. Do all tests pass without mutants?", file=sys.stderr)
        return 1
    show(tallies)
    return int(any(tally.share < TARGET for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
