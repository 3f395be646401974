"""Names of files, and words of reports, in what is printed: they break no line, lead no terminal astray, and are no markup."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import read_bytes
from extractor.errors import ExtractorError, UnreadableFile
from extractor.printable import printable
from tests.cli.command import run

NAMES = ["x\ny.txt", "x\ry.txt", "\x1b[31mred\x1b[0m.txt", "x\u2028y.txt", "x\u202etxt.exe", "x\x85y.txt", "x\ty.txt"]
UNPRINTABLE = set("\n\r\t\x1b\x85\u2028\u202e")


@pytest.mark.parametrize("name", NAMES, ids=repr)
@pytest.mark.parametrize("command", ["extract", "numbers", "table", "review"])
def test_a_sentence_about_a_file_is_one_line_whatever_its_name(command: str, name: str, tmp_path: Path) -> None:
    out = {"table": ["--to", tmp_path / "out.csv"], "review": ["--out", tmp_path / "out.html"]}.get(command, [])
    done = run(command, tmp_path / name, *out)
    sentence = next(line for line in done.stderr.splitlines() if line.startswith("extractor: "))
    assert printable(name) in sentence
    assert not (UNPRINTABLE - {"\n"}) & set(done.output)


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_so_is_one_about_a_file_that_was_written(name: str, tmp_path: Path) -> None:
    report = tmp_path / name
    report.write_text("新增就业2.7万人。", encoding="utf-8")
    done = run("extract", report, "--out", tmp_path / f"{name}.json")
    assert done.exit_code == 0
    written, kept = (f"{tmp_path}/{printable(name)}{ending}" for ending in (".json", ".source.txt"))
    assert done.stderr.splitlines()[-1] == f"Written to {written}; the text that its offsets count, to {kept}"
    assert done.stdout.splitlines()[0] == printable(name)
    assert not (UNPRINTABLE - {"\n"}) & set(done.output)


MARKUP = "[bold]社会消费品零售总额[/bold]300亿元，居全省[/x]第2位。建设[/zz]学校3所。力争[/q]生产总值增长9%:smile:。"


@pytest.mark.parametrize("command", ["extract", "numbers"])
def test_brackets_in_a_report_are_no_markup(command: str, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(f"某县[/a]2024年政府工作报告\n一、2023年工作回顾\n{MARKUP}\n", encoding="utf-8")
    done = run(command, report, *(("--out", tmp_path / "report.json") if command == "extract" else ()))
    assert done.exit_code == 0
    assert command == "numbers" or "[/x]" in done.stdout


def test_characters_that_a_page_smuggles_in_are_shown_and_not_sent_to_the_terminal(tmp_path: Path) -> None:
    page = "<html><body><h1>某县2023年工作总结</h1><p>新增&#27;[31m就业&#8238;2.7万人，增长8%。</p></body></html>"
    assert "\u202e" in read_bytes(page.encode(), "page").text
    report = tmp_path / "page.html"
    report.write_text(page, encoding="utf-8")
    done = run("extract", report, "--out", tmp_path / "page.json")
    assert done.exit_code == 0
    assert "2.7万人" in done.stdout
    assert not {"\x1b", "\u202e"} & set(done.output)


@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_error_can_be_printed_in_one_line(text: str) -> None:
    error = UnreadableFile(f"There is no file {text}.", hint=text)
    for said in (error.message, error.hint, str(error)):
        assert len(said.splitlines()) <= 1
        assert said.encode().decode() == said
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, ExtractorError)
    assert again.message == error.message


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=80))
def test_what_can_be_printed_stays_as_it_is(text: str) -> None:
    assert printable(text) == text
