"""Every command takes every format, and the text that offsets count is kept beside the result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from schemas import Result
from schemas.quantities import quantities
from tests.batch.conftest import finish, start
from tests.cli.command import run
from tests.formats.samples import docx_of, html_of, pdf_of

REPORT = (
    "中原区2023年工作总结\n2023年，全区生产总值完成830.6亿元，同比增长8.1%。\n全年新增城镇就业2.7万人，建成学校12所，投资增长9%。"
)
FORMATS = {"html": html_of(REPORT), "docx": docx_of(REPORT), "pdf": pdf_of(REPORT)}
RAW = {"830.6亿元", "8.1%", "2.7万人", "12所", "9%"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def every_place_is_right(result: Result, text: str) -> bool:
    """Whether all evidence and all numbers stand in ``text`` where the result says, and all numbers of the report are there."""
    evidence = [record.evidence for record in result.records]
    found = [each for record in result.records for _, each in quantities(record)]
    return (
        all(text[each.start : each.end] == each.quote for each in evidence)
        and all(text[each.start : each.end] == each.raw for each in found)
        and {each.raw for each in found} == RAW
    )


@pytest.mark.parametrize("name", FORMATS)
def test_extract_keeps_the_text_beside_the_result(tmp_path: Path, name: str) -> None:
    (tmp_path / "annual").write_bytes(FORMATS[name])
    done = run("extract", tmp_path / "annual", "--out", tmp_path / "out" / "r.json")
    assert done.exit_code == 0
    assert names(tmp_path / "out") == ["r.json", "r.source.txt"]
    assert str(tmp_path / "out" / "r.source.txt") in done.stderr
    result = Result.model_validate_json((tmp_path / "out" / "r.json").read_bytes())
    assert every_place_is_right(result, (tmp_path / "out" / "r.source.txt").read_bytes().decode())
    assert (tmp_path / "annual").read_bytes() == FORMATS[name]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_kept_too_so_that_the_result_can_be_followed_anywhere(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "annual").write_bytes(REPORT.replace("\n", "\r\n").encode(encoding))
    assert run("extract", tmp_path / "annual", "--out", tmp_path / "out" / "r.json").exit_code == 0
    kept = tmp_path / "out" / "r.source.txt"
    assert kept.read_bytes() == REPORT.replace("\n", "\r\n").encode()
    result = Result.model_validate_json((tmp_path / "out" / "r.json").read_bytes())
    assert every_place_is_right(result, kept.read_bytes().decode())


def test_a_text_under_the_name_of_the_kept_one_is_not_written_in_another_encoding(tmp_path: Path) -> None:
    report = tmp_path / "r.source.txt"
    report.write_bytes(REPORT.encode("gb18030"))
    done = run("extract", report, "--out", tmp_path / "r.json")
    assert (done.exit_code, report.read_bytes()) == (2, REPORT.encode("gb18030"))


@pytest.mark.parametrize(("report", "out"), [("r.pdf", "r.pdf"), ("r.source.txt", "r.json"), ("link.pdf", "r.pdf")])
def test_the_report_is_never_overwritten(tmp_path: Path, report: str, out: str) -> None:
    (tmp_path / "r.pdf").write_bytes(FORMATS["pdf"])
    (tmp_path / "r.source.txt").write_bytes(FORMATS["pdf"])
    (tmp_path / "link.pdf").symlink_to(tmp_path / "r.pdf")
    before = names(tmp_path)
    done = run("extract", tmp_path / report, "--out", tmp_path / out)
    assert done.exit_code == 2
    assert "is the report itself" in " ".join(done.stderr.split())
    assert names(tmp_path) == before
    assert all((tmp_path / name).read_bytes() == FORMATS["pdf"] for name in before)


def test_a_kept_text_can_be_read_again_into_the_same_result(tmp_path: Path) -> None:
    (tmp_path / "annual").write_bytes(FORMATS["pdf"])
    run("extract", tmp_path / "annual", "--out", tmp_path / "r.json")
    assert run("extract", tmp_path / "r.source.txt", "--out", tmp_path / "r.json").exit_code == 0


def test_the_result_is_there_where_its_text_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "annual").write_bytes(FORMATS["pdf"])
    (tmp_path / "r.source.txt").mkdir()
    done = run("extract", tmp_path / "annual", "--out", tmp_path / "r.json")
    assert (done.exit_code, "r.source.txt could not be written" in done.stderr) == (1, True)
    assert Result.model_validate_json((tmp_path / "r.json").read_bytes()).records


@pytest.mark.parametrize("name", FORMATS)
def test_numbers_and_prompt_take_standard_input(name: str) -> None:
    numbers = run("numbers", "-", stdin=FORMATS[name])
    assert {json.loads(line)["raw"] for line in numbers.stdout.splitlines()} == RAW
    prompt = run("prompt", "-", stdin=FORMATS[name])
    assert "同比增长8.1%" in prompt.stdout


def test_a_batch_takes_every_format_and_names_what_it_cannot_read(tmp_path: Path) -> None:
    reports, out = tmp_path / "reports", tmp_path / "run"
    reports.mkdir()
    for name, data in FORMATS.items():
        (reports / f"annual.{name}").write_bytes(data)
    (reports / "old.doc").write_bytes(rb"{\rtf1\ansi}")
    (reports / "scan.pdf").write_bytes(b"%PDF-1.7\n")
    code, _ = finish(start(reports, "--out", out))
    assert code != 0
    failures = [json.loads(line) for line in (out / "failures.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {Path(each["source"]).name: "RTF" in each["reason"] for each in failures} == {"old.doc": True, "scan.pdf": False}
    results = sorted((out / "results").glob("*.json"))
    assert len(results) == len(FORMATS)
    for path in results:
        text = path.with_suffix(".source.txt").read_bytes().decode()
        assert every_place_is_right(Result.model_validate_json(path.read_bytes()), text)
