"""The command run in this process, and as a process of its own; in neither is a model configured."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from extractor.cli.main import app

SEED = Path(__file__).parents[2] / "seeds" / "zhongyuan-2024-plan.txt"
_OWN = {"EXTRACTOR_MODEL": None, "OPENAI_BASE_URL": None, "OPENAI_API_KEY": None, "XDG_CONFIG_HOME": "/nowhere", "COLUMNS": "400"}
COMMAND = [sys.executable, "-c", "from extractor.cli.start import run; run()"]


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    """``extractor ARGUMENTS`` in this process, with separate standard output and error."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, env=_OWN)


def process(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """``extractor ARGUMENTS`` as the console script runs it."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment(), check=False, timeout=60)


def environment() -> dict[str, str]:
    """This environment without a model and without a configuration file."""
    named = {**os.environ, **_OWN}
    return {name: value for name, value in named.items() if value is not None}
