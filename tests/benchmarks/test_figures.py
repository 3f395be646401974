"""Every figure has a command, and what is measured is the same for everybody."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as every
from benchmarks.corruption.damages import DAMAGES
from benchmarks.corruption.targets import is_met
from benchmarks.corruption.trials import Outcome
from benchmarks.corruption.verdict import Verdict
from benchmarks.figures import commands, figures
from benchmarks.row import Row
from benchmarks.speed import clock, offline
from benchmarks.speed.__main__ import default_files
from benchmarks.speed.growth import growth_rows

ROOT = Path(__file__).parents[2]


def labels() -> list[str]:
    """The first cells of the README's tables of figures."""
    (part,) = re.findall(
        r"^## How exact it is\n(.*?)^## ", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    cells = [line.split("|")[1].strip().replace("`", "") for line in part.splitlines() if line.startswith("|")]
    return [cell for cell in cells if cell != "what" and not cell.startswith("---")]


@pytest.mark.parametrize("label", labels())
def test_every_figure_of_the_readme_has_a_command(label: str) -> None:
    assert any(each.words in label for each in figures()), "say in benchmarks/figures.csv which command prints it"


@pytest.mark.parametrize("command", sorted({each.command for each in figures() if each.command}))
def test_the_commands_are_there(command: str) -> None:
    python, flag, module, *rest = command.split()
    assert (python, flag) == ("python", "-m")
    assert importlib.util.find_spec(module)
    assert module != "pytest" or (ROOT / rest[0]).is_file()


def test_all_benchmarks_run_though_one_misses_a_target(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def run(command: str) -> Row:
        ran.append(command)
        return Row(command, "", "0", met=len(ran) != 1)

    monkeypatch.setattr(every, "run", run)
    assert every.main() == 1
    assert ran == commands()


def test_the_texts_measured_are_those_of_the_repository() -> None:
    files = default_files()
    assert len(files) == len(set(files)) > 80
    assert all(path.is_file() and path.is_relative_to(ROOT) for path in files)


def test_a_baseline_that_is_not_installed_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jionlp", None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert "not installed" in offline.jionlp_row(["增长8%。"], 1.0).figure


@pytest.mark.parametrize(("seconds", "met"), [(0.5, True), (2.0, False)])
def test_the_pipeline_has_a_target(seconds: float, met: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "seconds_of", lambda action: seconds)
    words = "全年生产总值完成830.6亿元，增长8.1%。\n" * 20_000
    monkeypatch.setattr(offline, "_steps", lambda texts: {"folding": None, "whole pipeline": None})
    folding, whole = offline.offline_rows([words[:500_000]], 0.01)
    assert (folding.target, folding.word) == ("", "")
    assert whole.met is met
    assert whole.ratio == f"{seconds / 0.01:.1f}"


def test_growth_is_measured_over_three_sizes() -> None:
    rows = list(growth_rows(["全年生产总值完成830.6亿元，增长8.1%。\n" * 30]))
    assert len(rows) >= 3
    assert rows[0].ratio == "1.00"


def test_processor_time_does_not_count_waiting() -> None:
    import time

    assert clock.seconds_of(lambda: time.sleep(0.05), repeats=2) < 0.04
    assert 0 < clock.seconds_of_command(sys.executable, "-c", "pass", repeats=1) < 5


@pytest.mark.parametrize(
    ("name", "caught", "right_again", "missed", "met"),
    [
        ("one digit changed", 1000, 0, 0, True),
        ("one digit changed", 999, 0, 1, False),
        ("one digit changed", 999, 1, 0, False),
        ("year shifted", 950, 0, 50, True),
        ("year shifted", 949, 0, 51, False),
        ("quote paraphrased", 500, 500, 0, True),
        ("quote paraphrased", 500, 499, 1, False),
        ("record dropped", 0, 0, 0, False),
    ],
)
def test_damages_have_targets(name: str, caught: int, right_again: int, missed: int, met: bool) -> None:
    assert name in DAMAGES
    outcome = Outcome()
    outcome.verdicts.update({Verdict.CAUGHT: caught, Verdict.RIGHT: right_again, Verdict.MISSED: missed})
    assert is_met(name, outcome) is met
