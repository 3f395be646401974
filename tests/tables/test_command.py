"""``extractor table``: from results on disk to a table, and one sentence where that cannot be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest
import typer
from typer.testing import CliRunner
from typer.testing import Result as Done

from extractor.api import extract
from extractor.cli import main
from extractor.cli.table import command
from extractor.tables import to_polars
from schemas import Result
from tests.conftest import SEEDS

app = typer.Typer()
app.command()(command)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return {seed.stem: extract(seed) for seed in SEEDS}


@pytest.fixture
def run(tmp_path: Path, results: dict[str, Result]) -> Path:
    """A folder of results as ``extractor extract --out`` writes them, and a summary."""
    folder = tmp_path / "run"
    folder.mkdir()
    for name, each in results.items():
        (folder / f"{name}.json").write_text(each.to_json(), encoding="utf-8")
    (folder / "summary.json").write_text('{"reports": 5}', encoding="utf-8")
    return folder


def table(*arguments: str | Path) -> Done:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "400"})


def test_a_folder_of_results_becomes_one_table(run: Path, tmp_path: Path, results: dict[str, Result]) -> None:
    path = tmp_path / "t.parquet"
    done = table(run, "--to", path)
    assert done.exit_code == 0
    expected = to_polars((results[name] for name in sorted(results)), "zh")
    assert pl.read_parquet(path).equals(expected)
    assert done.stdout == f"{expected.height} numbers written to {path}\n"
    assert done.stderr == f"{run / 'summary.json'} is no result and was left out.\n"


def test_files_come_in_the_order_given(run: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    names = ["zhongyuan-2024-plan", "huiji-2024-plan"]
    done = table(*(run / f"{name}.json" for name in names), "--to", path, "--headings", "en")
    assert (done.exit_code, done.stderr) == (0, "")
    frame = pl.read_csv(path)
    assert frame["source"].unique(maintain_order=True).to_list() == [f"{name}.txt" for name in names]


def test_the_panel_stands_beside_the_long_form_in_a_workbook(run: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    done = table(run, "--to", path, "--wide", "--indicator", "gdp", "-i", "社会消费品零售总额")
    assert done.exit_code == 0
    long, wide, _ = openpyxl.load_workbook(path).worksheets
    assert {row[8] for row in long.iter_rows(min_row=2, values_only=True)} == {"gdp", "retail_sales"}
    headings, *rows = wide.iter_rows(values_only=True)
    assert [heading.split(" ")[0] for heading in headings[5:]] == ["地区生产总值"] * 3 + ["社会消费品零售总额"] * 3
    assert len(rows) == 8
    assert done.stdout == f"8 regions and years written to {path}\n"
    assert "numbers about catalogued indicators stand in the panel; the others repeat a cell" in done.stderr


def test_the_panel_alone_in_a_file_of_one_table(run: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    assert table(run, "--to", path, "--wide", "--headings", "en", "-i", "gdp").exit_code == 0
    rows = pl.read_csv(path).filter(pl.col("region") == "郑州市中原区").select("year", "gdp_target_change (%)", "gdp_change (%)")
    assert rows.rows() == [(2023, None, 8.1), (2024, 7.0, 5.0)]


def test_links_lead_to_reports_beside_the_results_or_in_the_folder_given(run: Path, tmp_path: Path) -> None:
    shutil.copy(SEEDS[0], run)
    path = tmp_path / "t.xlsx"
    assert table(run, "--to", path, "--headings", "en").exit_code == 0
    assert _targets(path) == {SEEDS[0].name: rf"run\{SEEDS[0].name}"}
    assert table(run, "--to", path, "--headings", "en", "--sources", ROOT / "seeds").exit_code == 0
    targets = _targets(path)
    assert set(targets) == {seed.name for seed in SEEDS}
    for name, target in targets.items():
        assert (tmp_path / target.replace("\\", "/")).read_bytes() == (ROOT / "seeds" / name).read_bytes()


def test_links_of_a_batch_lead_to_the_texts_kept_beside_its_results(tmp_path: Path) -> None:
    read = CliRunner().invoke(
        main.app, ["batch", str(SEEDS[0]), str(SEEDS[1]), "--engine", "rules", "--out", str(tmp_path / "run")]
    )
    assert read.exit_code == 0
    path = tmp_path / "t.xlsx"
    assert table(tmp_path / "run" / "results", "--to", path, "--headings", "en").exit_code == 0
    targets = _targets(path)
    assert set(targets) == {SEEDS[0].name, SEEDS[1].name}
    for name, target in targets.items():
        kept = tmp_path / target.replace("\\", "/")
        assert kept.read_text(encoding="utf-8") == (ROOT / "seeds" / name).read_text(encoding="utf-8")


def _targets(path: Path) -> dict[str, str]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    names = [heading.value for heading in sheet[1]]
    source, link = names.index("source"), names.index("link")
    return {row[source].value: row[link].hyperlink.target for row in sheet.iter_rows(min_row=2) if row[link].hyperlink}


def test_the_same_command_twice_gives_the_same_bytes(run: Path, tmp_path: Path) -> None:
    for ending in ("csv", "parquet"):
        first, second = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
        assert table(run, "--to", first, "--wide").exit_code == table(run, "--to", second, "--wide").exit_code == 0
        assert first.read_bytes() == second.read_bytes()


REFUSED = [
    (["missing.json", "--to", "t.csv"], 1, "There is no file missing.json."),
    (["run/summary.json", "--to", "t.csv"], 1, "run/summary.json is JSON, but no result."),
    (["broken.json", "--to", "t.csv"], 1, "broken.json is no JSON, or not all of it."),
    (["empty", "--to", "t.csv"], 1, "There is no result in empty."),
    (["run", "--to", "t.xls"], 2, "t.xls is the name of no table. Let it end in .csv, .xlsx, .parquet or .duckdb."),
    (["run", "--to", "t.csv", "-i", "gdpp"], 2, "The catalogue holds no indicator gdpp. Do you mean gdp"),
    (["run", "--to", "t.csv", "-i", "生产总产值"], 2, "The catalogue holds no indicator 生产总产值."),
    (["run", "--to", "run/summary.json/t.csv"], 1, "run/summary.json/t.csv could not be written:"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), REFUSED, ids=[words for _, _, words in REFUSED])
def test_bad_input_is_said_in_a_sentence(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, words: str
) -> None:
    (tmp_path / "broken.json").write_text('{"report": ', encoding="utf-8")
    (tmp_path / "empty").mkdir()
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(run.parent)
    done = table(*arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr.splitlines()[-1].startswith(f"extractor: {words}")
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_wrong_ending_is_said_before_anything_is_read(tmp_path: Path) -> None:
    done = table("missing.json", "--to", tmp_path / "t.xls")
    assert "is the name of no table" in done.stderr
    assert "missing" not in done.stderr


@pytest.mark.parametrize(("library", "ending"), [("polars", "csv"), ("xlsxwriter", "xlsx"), ("duckdb", "duckdb")])
def test_a_missing_library_is_named_with_its_extra(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, ending: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.setattr("extractor.tables.load.read_result", lambda _: pytest.fail("a result was read all the same"))
    done = table(run, "--to", tmp_path / f"t.{ending}")
    assert done.exit_code == 1
    sentence = done.stderr.splitlines()[-1]
    assert sentence.startswith(f"extractor: Tables need {library}, which is not installed.")
    assert sentence.endswith('pip install "govreport-extractor[tables]".')
    assert not list(tmp_path.glob("t.*"))


LIBRARIES = {"polars", "xlsxwriter", "duckdb", "pandas", "openpyxl", "openai"}


@pytest.mark.parametrize(
    ("module", "unwanted"), [("extractor.cli.table", {*LIBRARIES, "pydantic"}), ("extractor.tables", LIBRARIES)]
)
def test_heavy_libraries_are_loaded_only_when_used(module: str, unwanted: set[str]) -> None:
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert not set(done.stdout.split()) & unwanted


def test_what_is_written_reads_back_as_what_was_extracted(run: Path, tmp_path: Path, results: dict[str, Result]) -> None:
    path = tmp_path / "t.duckdb"
    assert table(run, "--to", path, "--headings", "en").exit_code == 0
    with duckdb.connect(path, read_only=True) as database:
        rows = database.sql("select source, count(*) from numbers group by source").fetchall()
    assert dict(rows) == {f"{name}.txt": to_polars(each).height for name, each in results.items()}
