"""What is said on standard error: coloured on a terminal, unless NO_COLOR says otherwise."""

from __future__ import annotations

import sys
from io import StringIO

import pytest
import typer

from extractor.cli.streams import say


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_color", "coloured"), [(None, True), ("", True), ("1", False)])
def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch, no_color: str | None, coloured: bool) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr(sys, "stderr", Terminal())
    say("1 is incomplete.", typer.colors.YELLOW)
    said = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert said == ("\x1b[33m1 is incomplete.\x1b[0m\n" if coloured else "1 is incomplete.\n")
