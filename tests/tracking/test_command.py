"""``extractor track`` as a user runs it."""

from __future__ import annotations

import inspect
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.cli.evaluate import command as evaluate_command
from extractor.cli.track import command as track_command
from extractor.cli.track_tables import print_tracking
from extractor.tracking import Tracking, track
from tests.cli.command import run
from tests.tables.made import CITY, commitment, quantity
from tests.test_imports import modules_after
from tests.tracking import test_accounts as made
from tests.tracking.test_accounts import at
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
    assert "met 3 · exceeded 4 · missed 5 · on_the_way 2 · not_comparable 5" in done.stdout


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


def test_several_tables_are_written_at_once(folder: Path, tmp_path: Path) -> None:
    book, table = tmp_path / "t.xlsx", tmp_path / "t.csv"
    done = run("track", folder, "--to", book, "--to", table)
    assert done.exit_code == 0, done.output
    assert book.is_file() and "新增养老床位" in table.read_text(encoding="utf-8")
    wrong = run("track", folder, "--to", tmp_path / "u.csv", "--to", tmp_path / "u.doc")
    assert wrong.exit_code == 2 and not (tmp_path / "u.csv").exists()


def _shown(tracking: Tracking, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setenv("COLUMNS", "240")
    print_tracking(tracking, every=False)
    return capsys.readouterr().out


def test_two_figures_that_contradict_are_two_rows_with_their_numbers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = at(0, "生产总值830亿元，增长8.1%")
    first = made.plan(made.indicator(value=quantity(830, "亿元"), change=quantity(8.1), evidence=words))
    second = made.review(made.indicator(value=quantity(842, "亿元"), change=quantity(7.9), evidence=words))
    rows = [line for line in _shown(track([first, second]), monkeypatch, capsys).splitlines() if "contradiction │" in line]
    assert len(rows) == 2
    level, growth = (row for row in rows)
    assert all(words in level for words in ("830亿元", "842亿元", "+12亿元"))
    assert all(words in growth for words in ("8.1%", "7.9%", "−0.2个百分点"))


def test_a_target_beside_that_of_the_city_says_what_it_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    city = made.plan(commitment(change=quantity(6)), region=CITY, sha256="city")
    shown = _shown(track([made.plan(commitment(change=quantity(7))), city]), monkeypatch, capsys)
    assert all(heading in shown for heading in ("region above", "its target", "difference or share"))
    assert "+1个百分点" in shown


@pytest.mark.parametrize(("promises", "words"), [(1, "1 promise could"), (2, "2 promises could")])
def test_one_promise_is_one(promises: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    made_for = [commitment(f"目标{number}", None, id=f"c{number}", target=quantity(5)) for number in range(promises)]
    assert words in _shown(track([made.plan(*made_for)]), monkeypatch, capsys)


def test_the_terminal_says_how_many_promises_its_verdicts_are_about(folder: Path, tmp_path: Path) -> None:
    counts = Counter(item.verdict for item in tracking().promises)
    said = f"7 kept, of 12 with a clear verdict, of {counts.total()} in all"
    assert said in run("track", folder, "--out", tmp_path / "t.json").stdout


@pytest.mark.parametrize("command", [track_command, evaluate_command])
def test_a_paragraph_of_the_help_is_one_line_so_that_the_terminal_breaks_it(command: Callable[..., None]) -> None:
    paragraphs = inspect.cleandoc(command.__doc__ or "").split("\n\n")
    assert len(paragraphs) > 2
    assert not [paragraph for paragraph in paragraphs if "\n" in paragraph]
