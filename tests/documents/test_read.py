"""Files that can be read, and the one clear error for each that cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.documents import Document, read_bytes, read_document
from extractor.documents import read as reading
from extractor.errors import ExtractorError, FileTooLarge, UnreadableFile, UnsupportedFormat


def test_a_report_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes("\ufeff一、回顾\r\n增长8%。".encode())
    document = read_document(path)
    assert (document.text, document.source) == ("一、回顾\r\n增长8%。", "报告.txt")


def test_a_sample_report_is_its_file_word_for_word(seed: Path, seed_document: Document) -> None:
    assert seed_document.text.encode() == seed.read_bytes().removeprefix(b"\xef\xbb\xbf")
    assert seed_document.source == seed.name


def test_a_text_in_memory_is_read_like_the_same_file(seed: Path, seed_document: Document) -> None:
    document = Document.from_text(seed.read_bytes().decode("utf-8"), seed.name)
    assert document.text == seed_document.text


def unreadable(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / kind
    match kind:
        case "directory":
            path.mkdir()
        case "empty":
            path.write_bytes(b"")
        case "blank":
            path.write_text(" \n\u3000\t\r\n \n", encoding="utf-8")
        case "binary":
            path.write_bytes(bytes(range(256)) * 16)
    return path


@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        ("missing", UnreadableFile, "no file"),
        ("directory", UnreadableFile, "directory"),
        ("empty", UnsupportedFormat, "no text"),
        ("blank", UnsupportedFormat, "no text"),
        ("binary", UnsupportedFormat, "binary"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_once(tmp_path: Path, kind: str, error: type[ExtractorError], words: str) -> None:
    with pytest.raises(error) as raised:
        read_document(unreadable(tmp_path, kind))
    assert words in raised.value.message
    assert kind in raised.value.message
    assert raised.value.hint
    assert not raised.value.retryable


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("增长8%。", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="may not be read"):
        read_document(path)


@pytest.mark.parametrize("name", ["a\x00b.txt", "x" * 5000])
def test_a_path_that_no_system_takes_is_an_error_of_the_family(name: str) -> None:
    with pytest.raises(UnreadableFile):
        read_document(name)


def test_the_size_limit_holds_for_files_and_for_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    path = tmp_path / "large.txt"
    path.write_bytes("增".encode() * 33 + b".")
    assert read_document(path).text
    path.write_bytes("增".encode() * 34)
    with pytest.raises(FileTooLarge, match=r"large\.txt"):
        read_document(path)
    with pytest.raises(FileTooLarge):
        read_bytes(path.read_bytes(), "stdin")


def test_nul_characters_are_kept_and_reported() -> None:
    text = "全区上下团结一心，经济运行总体平稳。全年新增城镇就业2.7\x00万人，增长8.1%，城镇调查失业率控制在5.5%以内。"
    document = read_bytes(text.encode(), "report.txt")
    assert document.text == text
    assert any("NUL" in warning for warning in document.warnings)
