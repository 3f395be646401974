"""The pages that follow from the code say what the code says, and the links between pages lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.generate import FOLDER, PAGES

ROOT = FOLDER.parent
WRITTEN = sorted([*ROOT.glob("*.md"), *FOLDER.glob("*.md"), *(ROOT / "cassettes").glob("*.md")])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_the_code_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_that_a_page_links_to_are_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_paths_that_a_page_names_are_there(page: Path) -> None:
    named = re.findall(r"`((?:extractor|schemas|prompts|cassettes|seeds|tests|benchmarks|docs)/[^`\s{]*)`", page.read_text("utf-8"))
    assert [path for path in named if not any(ROOT.glob(path))] == []


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_that_a_page_names_exist(page: Path) -> None:
    reference = (FOLDER / "commands.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^## `extractor ([\w-]+)`", reference, re.MULTILINE))
    named = set(re.findall(r"^\$ extractor ([a-z][\w-]*)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= known
