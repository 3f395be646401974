"""``extractor track`` as a user runs it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from extractor.tracking import Tracking
from tests.cli.command import run
from tests.test_imports import modules_after
from tests.tracking.zhongyuan import plan, review, tracking


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two results of the sample pair."""
    path = tmp_path_factory.mktemp("results")
    (path / "plan.json").write_text(plan().to_json(), encoding="utf-8")
    (path / "review.json").write_text(review().to_json(), encoding="utf-8")
    return path


def test_into_a_pipe_goes_json(folder: Path) -> None:
    done = run("track", folder)
    assert done.exit_code == 0
    assert Tracking.model_validate_json(done.stdout) == tracking()


def test_every_output_at_once(folder: Path, tmp_path: Path) -> None:
    out, table, page = tmp_path / "t.json", tmp_path / "t.csv", tmp_path / "t.html"
    done = run("track", folder / "plan.json", folder / "review.json", "--out", out, "--to", table, "--page", page)
    assert done.exit_code == 0, done.output
    assert Tracking.model_validate_json(out.read_text(encoding="utf-8")) == tracking()
    assert "新增养老床位" in table.read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "met 2 · exceeded 4 · missed 5 · on_the_way 2 · not_comparable 5" in done.stdout


def test_the_terminal_lists_what_has_no_word_only_when_asked(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.json"
    assert "招聘教师" not in run("track", folder, "--out", out).stdout
    assert "招聘教师" in run("track", folder, "--out", out, "--all").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nothing.json"], 1, "There is no file nothing.json"),
        (["{folder}", "--to", "t.doc"], 2, "is the name of no table"),
        (["{folder}", "--page", "t.txt"], 2, "is the name of no page"),
        (["{folder}", "--page", "{folder}"], 1, "could not be written"),
    ],
)
def test_what_goes_wrong_is_one_sentence(folder: Path, arguments: list[str], code: int, words: str) -> None:
    done = run("track", *(argument.format(folder=folder) for argument in arguments))
    assert done.exit_code == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage() -> None:
    assert run("track").exit_code == 2


def test_a_folder_with_other_json_says_what_it_leaves_out(folder: Path, tmp_path: Path) -> None:
    for name in ("plan.json", "review.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "summary.json").write_text(json.dumps({"reports": 2}), encoding="utf-8")
    done = run("track", tmp_path)
    assert done.exit_code == 0
    assert "summary.json is no result and was left out." in done.stderr


def test_without_the_plotting_library_one_sentence_says_what_to_install(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    page = tmp_path / "t.html"
    done = run("track", folder, "--page", page)
    assert done.exit_code == 1
    assert "matplotlib, which is not installed" in done.stderr and "[plots]" in done.stderr
    assert not page.exists()


def test_tracking_alone_loads_neither_plots_nor_tables() -> None:
    code = "from extractor import track; assert track([]).promises == ()"
    assert not modules_after(code) & {"matplotlib", "polars", "openai", "instructor", "jinja2", "typer"}


def test_the_workbook_opens_on_the_promises(folder: Path, tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "t.xlsx"
    assert run("track", folder, "--to", path).exit_code == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == book.active.title == "承诺与结果"


def test_a_file_of_one_table_says_what_it_leaves_out(folder: Path, tmp_path: Path) -> None:
    assert "it holds the promises" in run("track", folder, "--to", tmp_path / "t.csv").stderr
    assert "it holds the promises" not in run("track", folder, "--to", tmp_path / "t.xlsx").stderr
