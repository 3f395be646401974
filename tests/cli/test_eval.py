"""``extractor eval``: files and folders of results against corrected ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor import extract
from extractor.evaluation import Evaluation
from schemas import Result
from tests.cli.command import SEED, process, run
from tests.test_imports import USES, modules_after


@pytest.fixture(scope="module")
def gold() -> Result:
    return extract(SEED)


@pytest.fixture
def folder(tmp_path: Path, gold: Result) -> Path:
    """gold/, a system that is right, and one that lacks the last commitment and has a wrong period."""
    first, *others = gold.indicators
    damaged = gold.model_copy(
        update={"indicators": (first.model_copy(update={"period": "1999"}), *others), "commitments": gold.commitments[:-1]}
    )
    for name, result in (("gold", gold), ("right", gold), ("damaged", damaged)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.json").write_text(result.to_json(), encoding="utf-8")
    (tmp_path / "right" / "summary.json").write_text('{"reports": 1}', encoding="utf-8")
    return tmp_path


def test_systems_side_by_side_as_tables(folder: Path, gold: Result) -> None:
    done = run("eval", folder / "right", folder / "damaged", "--gold", folder / "gold", "--sources", SEED.parent)
    assert done.exit_code == 0
    records = len(list(gold.records))
    (row,) = [line.split("│") for line in done.stdout.splitlines() if line.startswith("│ all, full")]
    assert [cell.strip() for cell in row[2:4]] == [
        "1.000 · 1.000 · 1.000",
        f"{(records - 2) / (records - 1):.3f} · {(records - 2) / records:.3f} · {2 * (records - 2) / (2 * records - 1):.3f}",
    ]
    assert "damaged: 2 of 2 differences" in done.stdout
    assert "1999" in done.stdout
    assert gold.commitments[-1].name in done.stdout
    assert "summary.json is no result and was left out." in done.stderr


def test_json_and_out_hold_the_same(folder: Path) -> None:
    out = folder / "evaluation.json"
    done = run("eval", f"mine={folder / 'damaged' / 'report.json'}", "--gold", folder / "gold", "--json", "--out", out)
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(out.read_text(encoding="utf-8"))
    (system,) = Evaluation.model_validate_json(done.stdout).systems
    assert (system.name, [each.what for each in system.differences]) == ("mine", ["differs", "missing"])
    assert system.effort.characters is None


def test_the_text_beside_a_result_gives_its_length(folder: Path) -> None:
    text = SEED.read_bytes()
    (folder / "right" / "report.source.txt").write_bytes(text)
    done = run("eval", folder / "right", "--gold", folder / "gold", "--json")
    (system,) = Evaluation.model_validate_json(done.stdout).systems
    assert system.effort.characters == len(text.decode("utf-8"))
    assert system.grounding.quotes == system.grounding.verbatim == system.records["all"].reported


def test_systems_of_one_name_are_told_apart(folder: Path) -> None:
    (folder / "other").mkdir()
    twin = (folder / "right").rename(folder / "other" / "damaged")
    done = run("eval", folder / "damaged", twin, "--gold", folder / "gold", "--json")
    assert [each.name for each in Evaluation.model_validate_json(done.stdout).systems] == ["damaged", str(twin)]


def test_wrong_usage(folder: Path) -> None:
    for arguments in (
        [folder / "right"],
        ["--gold", folder / "gold"],
        [folder / "right", folder / "right", folder / "right", "-g", "x"],
    ):
        done = run("eval", *arguments)
        assert (done.exit_code, done.stdout) == (2, "")


def test_what_is_no_result_is_said_in_a_sentence(folder: Path) -> None:
    for gold, words in (("nothing", "There is no file"), (str(folder / "right" / "summary.json"), "is JSON, but no result")):
        done = process("eval", folder / "right", "--gold", gold)
        assert (done.returncode, done.stdout) == (1, b"")
        assert words in done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()


def test_the_matching_library_is_loaded_by_this_command_only() -> None:
    assert "networkx" not in modules_after(USES["extract from the command line"])
