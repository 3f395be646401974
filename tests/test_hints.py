"""Hints serve whoever calls from Python too: an option of the command line is named beside what it means, never instead."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "extractor"
COMMANDS_ALONE = ("cli", "batch/provider", "batch/cluster")  # nothing there is reached but by a command
BESIDE = re.compile(r"\([^()]*\)|`extractor [^`]*`")


def hints() -> Iterator[str]:
    """Every hint of an error that Python code can meet."""
    for module in sorted(PACKAGE.rglob("*.py")):
        if module.relative_to(PACKAGE).as_posix().startswith(COMMANDS_ALONE):
            continue
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            named = (
                node.arg if isinstance(node, ast.keyword) else ast.unparse(node.targets[0]) if isinstance(node, ast.Assign) else ""
            )
            if named in ("hint", "default_hint") and isinstance(node, ast.keyword | ast.Assign):
                yield ast.unparse(node.value)


def test_options_of_the_command_line_stand_beside_what_they_mean() -> None:
    found = list(hints())
    assert len(found) > 50
    assert [hint for hint in found if re.search(r"(?<!\w)--\w", BESIDE.sub("", hint))] == []
