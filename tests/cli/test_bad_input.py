"""Input that is no report: one clear sentence on standard error, an exit code, and never a traceback."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.documents import read as reading
from tests.cli.command import SEED, process, run

Make = Callable[[Path], object]

REFUSED: list[tuple[str, Make, str]] = [
    # name of the file, how to make it, what the sentence must say
    ("missing.txt", lambda path: None, "There is no file"),
    ("folder", lambda path: path.mkdir(), "is a directory"),
    ("empty.txt", lambda path: path.write_bytes(b""), "holds no text"),
    ("blank.txt", lambda path: path.write_text(" \n\t\u3000\r\n" * 20, encoding="utf-8"), "holds no text"),
    ("noise.bin", lambda path: path.write_bytes(bytes(range(256)) * 16), "is binary"),
    ("scan.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(100)), "PDF file"),
    ("report.docx", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(100)), "ZIP"),
]


@pytest.mark.parametrize("command", ["extract", "numbers"])
@pytest.mark.parametrize(("name", "make", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, command: str, name: str, make: Make, words: str) -> None:
    make(tmp_path / name)
    done = run(command, tmp_path / name)
    assert (done.exit_code, done.stdout) == (1, "")
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("extractor: ")
    assert words in sentence
    assert name in sentence


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("增长8%。", encoding="utf-8")
    path.chmod(0)
    done = run("extract", path)
    assert (done.exit_code, "may not be read" in done.stderr) == (1, True)


def test_a_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    path = tmp_path / "large.txt"
    path.write_bytes(b"1" * 1001)
    done = run("extract", path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "limit" in done.stderr


def test_too_much_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    done = run("extract", "-", stdin=b"1" * 1001)
    assert (done.exit_code, "limit" in done.stderr) == (1, True)


def test_nothing_on_standard_input() -> None:
    done = process("extract", "-")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines() == ["extractor: stdin holds no text. Check that this is the report you mean."]


READ_WITH_A_WARNING = [
    ("全区上下团结一心，真抓实干，经济运行总体平稳，社会大局保持和谐稳定。", "no quantity"),
    ("The city's gross domestic product grew by 8.1% to 83.06 billion yuan in 2023.", "hardly Chinese"),
    ("全区生产总值完成830.6亿元，同比增长8.1%，居民人均可支配收入增长6.9%\x00，城镇调查失业率控制在5.5%以内。", "NUL"),
    ("全区生产总值完成830.6亿元，同比增长8.1%。", "years could not be known"),
]


@pytest.mark.parametrize(("text", "warning"), READ_WITH_A_WARNING)
def test_odd_text_gives_a_valid_result_and_a_warning(text: str, warning: str) -> None:
    done = run("extract", "-", stdin=text.encode())
    assert done.exit_code == 0
    assert warning in done.stderr
    assert any(warning in each for each in json.loads(done.stdout)["run"]["warnings"])


def test_a_report_gives_no_warning() -> None:
    done = run("extract", SEED)
    assert "warning" not in done.stderr
    assert json.loads(done.stdout)["run"]["warnings"] == []


@pytest.mark.parametrize("engine", ["model", "both"])
@pytest.mark.parametrize("command", ["extract", "batch", "batch --json-progress"])
def test_an_engine_without_its_model_is_wrong_usage(tmp_path: Path, command: str, engine: str) -> None:
    done = run(*command.split(), SEED, "--engine", engine, "--out", tmp_path / "out")
    (sentence,) = done.stderr.splitlines()
    assert (done.exit_code, "needs a model" in sentence, "--engine rules" in sentence) == (2, True, True)
    assert list(tmp_path.iterdir()) == []
