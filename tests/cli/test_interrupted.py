"""Ctrl-C of a command for one report: one sentence, exit code 130, nothing half written."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from extractor.cli.start import run as command
from tests.cli.command import SEED
from tests.fake_endpoint import FakeEndpoint, Step, hang


@pytest.fixture(autouse=True)
def plain_handler() -> Iterator[None]:
    """The handler that Python starts with, though the command leaves another."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def exit_code(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> Any:
    """How ``extractor ARGUMENTS`` ends, run in this process."""
    monkeypatch.setattr(sys, "argv", ["extractor", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        command()
    return ended.value.code


def test_while_the_rules_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def interrupted(*_: object) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ValueError("as extension modules do") from None

    monkeypatch.setattr("extractor.api.extract_by_rules", interrupted)
    out = tmp_path / "result.json"
    assert exit_code(monkeypatch, "extract", SEED, "--engine", "rules", "--out", out) == 130
    assert capsys.readouterr() == ("", "Interrupted.\n")
    assert list(tmp_path.iterdir()) == []


def test_while_a_model_is_waited_for(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def interrupt(body: Mapping[str, Any]) -> Step:
        os.kill(os.getpid(), signal.SIGINT)
        return hang()

    with FakeEndpoint(interrupt) as endpoint:
        options = ("--model", "fake-model", "--base-url", endpoint.base_url, "--mode", "json", "--concurrency", "1", "--no-store")
        assert exit_code(monkeypatch, "extract", SEED, *options) == 130
    assert capsys.readouterr() == ("", "Interrupted.\n")


def test_before_the_command_has_begun(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        signal.raise_signal(signal.SIGINT)
        sys.exit(0)

    monkeypatch.setattr("extractor.cli.main.app", interrupted)
    assert exit_code(monkeypatch, "--help") == 130
    assert capsys.readouterr() == ("", "Interrupted.\n")
