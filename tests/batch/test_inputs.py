"""From names to files: folders, patterns, lists, and what is left alone."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from extractor.batch.inputs import Finder, listed_paths, looks_like_report

DOCX = b"PK\x03\x04" + b"\x14\x00" * 13 + b"[Content_Types].xml" + bytes(300) + b"PK\x03\x04" + b"word/document.xml"

CONTENTS = [
    # name, content, whether a folder's search takes it
    ("a.txt", b"", True),
    ("a.md", b"", True),
    ("A.TXT", b"", True),
    ("a.pdf", b"broken", True),
    ("a.docx", b"broken", True),
    ("a.doc", b"broken", True),
    ("a.htm", b"", True),
    ("a", b"%PDF-1.7 ...", True),
    ("a.dat", b"%PDF-1.7 ...", True),
    ("a.download", b"\xef\xbb\xbf\n<!DOCTYPE html><html>", True),
    ("a.aspx", b"<html lang=zh>", True),
    ("a.bin", DOCX, True),
    ("a.zip", b"PK\x03\x04" + bytes(40), False),
    ("a.xlsx", DOCX.replace(b"word/", b"xl/xx"), False),
    ("a.json", b"{}", False),
    ("a.csv", "年,值".encode(), False),
    ("a.png", b"\x89PNG", False),
    ("Makefile", b"all:", False),
]


@pytest.mark.parametrize(("name", "content", "taken"), CONTENTS)
def test_a_file_of_a_folder_is_known_by_its_name_or_how_it_begins(tmp_path: Path, name: str, content: bytes, taken: bool) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert looks_like_report(path) is taken


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.txt",
        "deep/er/c.md",
        "deep/d.json",
        ".hidden/e.txt",
        ".f.txt",
        "run/results/g.source.txt",
        "run/run.sqlite3",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path


def found(tree: Path, *inputs: str | Path) -> list[str]:
    return sorted(str(path.relative_to(tree)) for path in Finder().find(inputs))


def test_a_folder_is_searched_to_the_bottom_but_for_hidden_files_and_what_runs_left(tree: Path) -> None:
    assert found(tree, tree) == ["a.txt", "b.txt", "deep/er/c.md"]


def test_a_run_is_known_by_any_name(tree: Path) -> None:
    (tree / "alias").symlink_to(tree / "run")
    assert found(tree, tree, tree / "alias") == ["a.txt", "b.txt", "deep/er/c.md"]


def test_files_passed_over_are_counted(tree: Path) -> None:
    finder = Finder()
    list(finder.find([tree]))
    assert finder.skipped == 1


def test_a_named_file_is_taken_whatever_it_is(tree: Path) -> None:
    assert found(tree, tree / "deep" / "d.json", str(tree / ".f.txt")) == [".f.txt", "deep/d.json"]


PATTERNS = [
    ("*.txt", ["a.txt", "b.txt"]),
    ("**/*.md", ["deep/er/c.md"]),
    ("[a].txt", ["a.txt"]),
    ("**/*", ["a.txt", "b.txt", "deep/d.json", "deep/er/c.md"]),
]


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS)
def test_a_pattern_names_the_files_that_fit(tree: Path, pattern: str, expected: list[str]) -> None:
    assert found(tree, str(tree / pattern)) == expected


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tree: Path) -> None:
    (tree / "[a].txt").write_text("x", encoding="utf-8")
    assert found(tree, str(tree / "[a].txt")) == ["[a].txt"]


def test_a_path_is_never_a_pattern(tree: Path) -> None:
    assert found(tree, tree / "[a].txt") == ["[a].txt"]


def test_what_does_not_exist_comes_through(tree: Path) -> None:
    assert found(tree, str(tree / "no.txt"), str(tree / "no*.txt")) == ["no*.txt", "no.txt"]


def test_a_ring_of_links_is_entered_once(tree: Path) -> None:
    (tree / "deep" / "ring").symlink_to(tree)
    (tree / "deep" / "far").symlink_to(tree / "deep" / "er")
    assert len(found(tree, tree)) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_may_not_be_listed_comes_through(tree: Path) -> None:
    (tree / "deep").chmod(0)
    try:
        assert found(tree, tree) == ["a.txt", "b.txt", "deep"]
    finally:
        (tree / "deep").chmod(0o755)


LISTS = [
    (b"", []),
    (b"a.txt", ["a.txt"]),
    (b"a.txt\nb c.txt\n", ["a.txt", "b c.txt"]),
    (b"a.txt\r\n\r\n\nb.txt\r\n", ["a.txt", "b.txt"]),
    (b"# all of them\na.txt\n  # and\n#b.txt\n./#c.txt\nd#e.txt", ["a.txt", "#c.txt", "d#e.txt"]),
    (b"#a.txt\0b.txt\0", ["#a.txt", "b.txt"]),
    (b"a\nb.txt\0c.txt\0", ["a\nb.txt", "c.txt"]),
    (b"\xff.txt\n", [os.fsdecode(b"\xff.txt")]),
]


@pytest.mark.parametrize(("listed", "expected"), LISTS)
def test_a_list_has_one_path_a_line_and_comments_or_is_separated_by_nul(listed: bytes, expected: list[str]) -> None:
    assert [str(path) for path in listed_paths(io.BytesIO(listed))] == expected


def test_a_long_list_is_read_block_by_block() -> None:
    names = [f"{'x' * (number % 90)}{number}.txt" for number in range(5_000)]
    assert [str(path) for path in listed_paths(io.BytesIO("\n".join(names).encode()))] == names
