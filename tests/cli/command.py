"""The command run in this process, and as a process of its own; in neither is a model configured."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from extractor.cli.main import app

SEED = Path(__file__).parents[2] / "seeds" / "zhongyuan-2024-plan.txt"
_MODEL_VARIABLES = ("EXTRACTOR_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY", "XDG_CONFIG_HOME", "HOME")


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    """``extractor ARGUMENTS`` with separate standard output and error."""
    without_model = dict.fromkeys(_MODEL_VARIABLES[:3]) | {"XDG_CONFIG_HOME": "/nowhere"}
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, env=without_model)


def process(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """``extractor ARGUMENTS`` as the installed console script runs it."""
    environment = {name: value for name, value in os.environ.items() if name not in _MODEL_VARIABLES}
    command = [sys.executable, "-c", "from extractor.cli.main import run; run()", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False, timeout=60)
