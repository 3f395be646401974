"""The Python examples of the pages run as they stand, and give what the pages say."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fake_endpoint import FakeEndpoint

ROOT = Path(__file__).parents[2]
LOCAL = "http://localhost:11434/v1"


@pytest.fixture(autouse=True)
def working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The project's folder, with nothing configured and no answer kept."""
    monkeypatch.chdir(ROOT)
    for variable in ("EXTRACTOR_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
    for variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))


@pytest.fixture
def local_model() -> Iterator[str]:
    """The base URL of a server that stands for the one of the pages."""
    with FakeEndpoint() as endpoint:
        yield endpoint.base_url


def blocks(page: str, language: str) -> list[str]:
    found = re.findall(rf"```{language}\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"{page} has no example"
    return found


def test_the_page_on_python(local_model: str) -> None:
    session = "\n".join(blocks("docs/python.md", "pycon")).replace(LOCAL, local_model)
    test = doctest.DocTestParser().get_doctest(session, {}, "python.md", "docs/python.md", 0)
    assert len(test.examples) > 20
    told: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append)
    assert outcome.failed == 0, "".join(told)


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_examples_of_the_readme(page: str) -> None:
    checked = 0
    for block in blocks(page, "python"):
        names: dict[str, Any] = {}
        for statement in ast.parse(block).body:
            source = ast.get_source_segment(block, statement) or ""
            if not isinstance(statement, ast.Expr):
                exec(source, names)  # the page itself is what is tested
                continue
            value, comment = eval(source, names), block.splitlines()[statement.end_lineno - 1].partition("  # ")[2]
            if comment.startswith(("(", "'", *"0123456789")):
                assert comment.startswith(repr(value)), source
                checked += 1
    assert checked >= 4
