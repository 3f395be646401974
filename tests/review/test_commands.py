"""The commands ``review`` and ``apply``: pages where they should be, and one sentence for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractor.api import extract_text
from extractor.documents.kept import kept_text
from extractor.review import result_digest
from schemas import Result
from schemas.corrections import Corrections, Decision, Verdict
from tests.cli.command import SEED, run

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def result(tmp_path: Path) -> Path:
    """A result with neither its report nor its text beside it."""
    path = tmp_path / "results" / "plan.json"
    assert run("extract", SEED, "--engine", "rules", "--out", path).exit_code == 0
    kept_text(path).unlink()
    return path


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of two reports, one of which holds no text."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "in").mkdir()
    (folder / "in" / "plan.txt").write_bytes(SEED.read_bytes())
    (folder / "in" / "blank.txt").write_text(" \n", encoding="utf-8")
    run("batch", folder / "in", "--out", folder / "run", "--engine", "rules", "--processes", "1")
    return folder / "run"


def corrections(path: Path, *decisions: Decision, of: Path) -> Path:
    read = Result.model_validate_json(of.read_bytes())
    path.write_text(Corrections(result=result_digest(read), report="x", decisions=decisions).to_json(), encoding="utf-8")
    return path


def test_every_page_is_at_most_five_times_its_result(seed: Path, tmp_path: Path) -> None:
    run("extract", seed, "--engine", "rules", "--out", tmp_path / "r.json", "--review", tmp_path / "p.html")
    assert (tmp_path / "p.html").stat().st_size <= 5 * (tmp_path / "r.json").stat().st_size


def test_the_text_is_named_or_lies_beside_the_result(result: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.html"
    assert run("review", result, "--out", page, "--text", SEED).exit_code == 0
    named = page.read_text(encoding="utf-8")
    for place in (result.with_suffix(".source.txt"), result.parent / SEED.name):
        place.write_bytes(SEED.read_bytes())
        page.unlink()
        assert run("review", result, "--out", page).exit_code == 0
        assert page.read_text(encoding="utf-8") == named
        place.unlink()
    monkeypatch.chdir(SEED.parent)
    assert run("review", result, "--out", page).exit_code == 0


def test_a_result_just_extracted_can_be_reviewed_wherever_the_report_lies(tmp_path: Path) -> None:
    assert run("extract", SEED, "--engine", "rules", "--out", tmp_path / "demo.json").exit_code == 0
    done = run("review", tmp_path / "demo.json", "--out", tmp_path / "page.html")
    assert (done.exit_code, (tmp_path / "page.html").is_file()) == (0, True), done.stderr


def test_a_text_that_is_nowhere(result: Path, tmp_path: Path) -> None:
    done = run("review", result, "--out", tmp_path / "page.html")
    assert done.exit_code == 1
    assert "was not found: neither plan.source.txt nor zhongyuan-2024-plan.txt" in done.stderr
    assert "--text" in done.stderr
    assert not (tmp_path / "page.html").exists()


def test_a_text_that_changed(result: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.txt"
    changed.write_text(SEED.read_text(encoding="utf-8").replace("中原区", "中原新区", 1), encoding="utf-8")
    done = run("review", result, "--out", tmp_path / "page.html", "--text", changed)
    assert done.exit_code == 1
    assert "changed.txt is not the text that the result was made from: characters 3" in done.stderr


def test_a_source_that_leads_out_of_the_folder_is_not_followed(result: Path, tmp_path: Path) -> None:
    content = json.loads(result.read_text(encoding="utf-8"))
    content["report"]["source"] = f"../{SEED.name}"
    (tmp_path / SEED.name).write_bytes(SEED.read_bytes())
    result.write_text(json.dumps(content), encoding="utf-8")
    assert run("review", result, "--out", tmp_path / "page.html").exit_code == 1


def test_what_is_no_result(tmp_path: Path) -> None:
    done = run("review", SEED, "--out", tmp_path / "page.html")
    assert done.exit_code == 1
    assert "is no JSON" in done.stderr


def test_apply_prints_or_writes_the_corrected_result(result: Path, tmp_path: Path) -> None:
    first = Result.model_validate_json(result.read_bytes()).indicators[0]
    file = corrections(tmp_path / "c.json", Decision(subject=first.id, verdict=Verdict.REJECTED), of=result)
    printed = run("apply", result, file, "--text", SEED)
    assert printed.exit_code == 0
    written = run("apply", result, file, "--text", SEED, "--out", tmp_path / "corrected.json")
    assert "1 decisions applied" in written.stderr
    assert (tmp_path / "corrected.json").read_text(encoding="utf-8") == printed.stdout
    corrected = Result.model_validate_json(printed.stdout)
    assert first.id not in {record.id for record in corrected.records}
    assert len(corrected.reconciliation.unclaimed) == 2  # its level and its growth


def test_a_text_that_was_extracted_stays_beside_the_result_and_beside_the_corrected_one(tmp_path: Path) -> None:
    words = "<p>郑州市中原区2024年政府工作报告</p><p>2023年，全区生产总值完成830.6亿元，增长8.1%，写作&lt;p&gt;。</p>"
    report, first, second = (tmp_path / name for name in ("report.html", "result.json", "corrected.json"))
    report.write_text(f"<!doctype html><html><head><meta charset=utf-8></head><body>{words}</body></html>", encoding="utf-8")
    assert run("extract", report, "--engine", "rules", "--out", first, "--review", tmp_path / "page.html").exit_code == 0
    report.unlink()
    file = corrections(tmp_path / "c.json", of=first)
    assert run("apply", first, file, "--out", second).exit_code == 0
    assert second.read_bytes() == first.read_bytes()
    assert run("review", second, "--out", tmp_path / "again.html").exit_code == 0
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "page.html").read_bytes()


def test_a_kept_text_is_a_text_whatever_it_looks_like(tmp_path: Path) -> None:
    markup = "<!doctype html><html><body><p>2023年，全区生产总值完成830.6亿元。</p></body></html>"
    result = tmp_path / "result.json"
    result.write_text(extract_text(markup, "page.txt").to_json(), encoding="utf-8")
    kept_text(result).write_text(markup, encoding="utf-8")
    assert run("review", result, "--out", tmp_path / "page.html").exit_code == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "holds no valid corrections: Invalid JSON"),
        (b"{}", "holds no valid corrections: result: Field required"),
        (b'{"result": "0", "report": "other.txt"}', "made about another result (of other.txt)"),
        (b'{"corrections_version": "9", "result": "0", "report": "x"}', "corrections_version: Input should be '1.0'"),
        (b'{"result": "0", "report": "x", "decisions": [{"subject": "a", "verdict": "added"}]}', "needs exactly one record"),
        (
            b'{"result": "0", "report": "x", "decisions": [{"subject": "a", "verdict": "added", "indicator": {"name": ""}}]}',
            "decisions.0.indicator.id: Field required",
        ),
    ],
)
def test_corrections_that_are_none(result: Path, tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "c.json"
    file.write_bytes(content)
    done = run("apply", result, file, "--text", SEED, "--out", tmp_path / "out.json")
    assert done.exit_code == 1
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out.json").exists()


def test_a_batch_gets_a_page_a_result_and_an_index(batch: Path, tmp_path: Path, page: Page) -> None:
    done = run("review", batch, "--out", tmp_path / "pages")
    assert done.exit_code == 0, done.stderr
    page.goto((tmp_path / "pages" / "index.html").as_uri())
    assert page.locator("tbody tr").count() == 2
    assert "blank.txt holds no text." in page.locator("tbody tr").first.inner_text()
    assert "127 / 127" in page.locator("tfoot").inner_text()
    page.locator("tbody a").click()
    page.locator(".card").first.wait_for()
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.click("#index")
    page.wait_for_function("() => document.querySelector('tfoot .decided').textContent === '1'")
    page.fill("#search", "blank")
    assert page.locator("tbody tr:visible").count() == 1
    assert not page.get_by_text("No report matches.").is_visible()
    page.fill("#search", "nothing of the kind")
    assert page.locator("tbody tr:visible").count() == 0
    assert page.get_by_text("No report matches.").is_visible()


def test_a_page_by_itself_leads_to_no_index(result: Path, tmp_path: Path, page: Page) -> None:
    assert run("review", result, "--text", SEED, "--out", tmp_path / "page.html").exit_code == 0
    page.goto((tmp_path / "page.html").as_uri())
    assert not page.locator("a[href]").count()


def test_the_index_on_paper(batch: Path, tmp_path: Path, page: Page) -> None:
    """Totals once and not on every sheet; the names of the reports have the room they need."""
    run("review", batch, "--out", tmp_path / "pages")
    page.set_viewport_size({"width": 688, "height": 1000})  # a sheet of A4 within its margins
    page.goto((tmp_path / "pages" / "index.html").as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("() => getComputedStyle(document.querySelector('tfoot')).display") == "table-row-group"
    for _ in ("en", "zh"):
        assert page.evaluate("() => document.querySelector('table').scrollWidth <= innerWidth")
        share = "() => document.querySelector('tbody th').offsetWidth / document.querySelector('table').offsetWidth"
        assert page.evaluate(share) > 0.3
        page.emulate_media(media="screen")
        page.click("#language")
        page.emulate_media(media="print")


def test_a_result_of_a_batch_without_its_text_is_told_in_the_index(batch: Path, tmp_path: Path) -> None:
    results = tmp_path / "results"
    results.mkdir()
    for file in (batch / "results").glob("*.json"):
        (results / file.name).write_bytes(file.read_bytes())
    done = run("review", results, "--out", tmp_path / "pages")
    assert done.exit_code == 3
    assert "1 of the results have no page" in done.stderr
    assert "was not found: neither" in (tmp_path / "pages" / "index.html").read_text(encoding="utf-8")


def test_a_folder_without_results_and_a_text_for_a_folder(tmp_path: Path, batch: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "There is no result in" in run("review", tmp_path / "empty", "--out", tmp_path / "pages").stderr
    done = run("review", batch, "--out", tmp_path / "pages", "--text", SEED)
    assert done.exit_code == 2
