"""What is imported when: reading by rules needs no model, so neither openai nor instructor is ever loaded for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "zhongyuan-2024-review.txt"
HEAVY = ("openai", "instructor", "ray")
SHOW = "; import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"

USES = {
    "import": "import extractor",
    "types": "from extractor import Result, Quantity, ExtractorError",
    "help": "from typer.testing import CliRunner; from extractor.cli.main import app; CliRunner().invoke(app, ['--help'])",
    "extract": f"from extractor import extract; extract({str(SEED)!r})",
    "extract from the command line": (
        "from typer.testing import CliRunner; from extractor.cli.main import app; "
        f"done = CliRunner().invoke(app, ['extract', '--engine', 'rules', {str(SEED)!r}]); assert done.exit_code == 0, done.output"
    ),
    "numbers": "from extractor.api import find_numbers; assert find_numbers('增长8%')",
    "schema": "from typer.testing import CliRunner; from extractor.cli.main import app; CliRunner().invoke(app, ['schema'])",
}


def modules_after(code: str) -> set[str]:
    """Top-level modules loaded once ``code`` has run in a fresh interpreter."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code + SHOW], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
def test_neither_openai_nor_instructor_is_loaded(use: str) -> None:
    assert not modules_after(use) & set(HEAVY)


def test_importing_the_package_loads_next_to_nothing() -> None:
    assert not modules_after("import extractor") & {"pydantic", "typer", "rich", "httpx", "schemas"}


def test_the_types_need_no_network_library() -> None:
    assert not modules_after("import schemas") & {"httpx", "typer", "rich", "extractor"}
