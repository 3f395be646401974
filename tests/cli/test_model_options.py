"""The command with a model: over real HTTP against a scripted endpoint."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli.main import app
from schemas import ReadBy, Result
from tests.cli.command import run
from tests.fake_endpoint import FakeEndpoint, answer, error, truncated

REPORT = "某县2024年政府工作报告\n一、2023年工作回顾\n全县生产总值完成830.6亿元，同比增长8.1%。\n"
READING = {
    "indicators": [
        {
            "quote": "全县生产总值完成830.6亿元，同比增长8.1%",
            "name": "地区生产总值",
            "period": "2023",
            "value": {"raw": "830.6亿元", "value": 830.6, "unit": "亿元", "bound": "exact"},
            "change": {"raw": "8.1%", "value": 8.1, "unit": "%", "bound": "exact"},
        }
    ],
    "projects": [],
    "commitments": [],
}
KEY = "sk-never-shown-0815"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def options(endpoint: FakeEndpoint, tmp_path: Path, *further: str) -> list[str]:
    return [
        "--model",
        "fake-model",
        "--base-url",
        endpoint.base_url,
        "--mode",
        "tools",
        "--store",
        str(tmp_path / "s.db"),
        *further,
    ]


def test_both_readers_agree_and_a_second_run_sends_nothing(report: Path, tmp_path: Path) -> None:
    with FakeEndpoint(lambda _: answer(READING)) as endpoint:
        first = run("extract", report, "--json", *options(endpoint, tmp_path))
        sent = len(endpoint.requests)
        second = run("extract", report, "--json", *options(endpoint, tmp_path))
    result = Result.model_validate_json(first.stdout)
    assert first.exit_code == 0
    assert [(record.name, record.check.read_by) for record in result.indicators] == [("地区生产总值", ReadBy.BOTH)]
    assert (sent, len(endpoint.requests)) == (1, 1)
    assert second.stdout == first.stdout


def test_refresh_asks_anew_and_no_store_keeps_nothing(report: Path, tmp_path: Path) -> None:
    with FakeEndpoint(lambda _: answer(READING)) as endpoint:
        for further in ((), ("--refresh",), ("--no-store",)):
            assert run("extract", report, "--json", *options(endpoint, tmp_path, *further)).exit_code == 0
        assert len(endpoint.requests) == 3


def test_an_incomplete_result_is_written_and_told_by_the_exit_code(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    with FakeEndpoint(lambda _: truncated()) as endpoint:
        done = run("extract", report, "--out", out, *options(endpoint, tmp_path))
    result = Result.model_validate_json(out.read_bytes())
    assert done.exit_code == 3
    assert not result.run.complete
    assert result.reconciliation.claimed == 2
    assert "read by the rules, not by the model" in done.stderr


def test_the_budget_stops_cleanly_and_more_of_it_resumes(report: Path, tmp_path: Path) -> None:
    with FakeEndpoint(lambda _: answer(READING)) as endpoint:
        stopped = run("extract", report, "--json", *options(endpoint, tmp_path, "--max-tokens", "0"))
        assert (stopped.exit_code, len(endpoint.requests)) == (3, 0)
        resumed = run("extract", report, "--json", *options(endpoint, tmp_path, "--max-tokens", "100000"))
        assert (resumed.exit_code, len(endpoint.requests)) == (0, 1)


def test_a_wrong_key_ends_in_one_sentence_that_does_not_show_it(report: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[model]\napi_key = "{KEY}"', encoding="utf-8")
    with FakeEndpoint(lambda _: error(401, "wrong key")) as endpoint:
        done = run("extract", report, *options(endpoint, tmp_path, "--config", str(config)))
        assert endpoint.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert done.exit_code == 1
    assert "OPENAI_API_KEY" in done.stderr
    assert "Traceback" not in done.output
    assert KEY not in done.output


def test_a_dry_run_tells_the_size_and_sends_nothing(report: Path, tmp_path: Path) -> None:
    with FakeEndpoint(lambda _: answer(READING)) as endpoint:
        done = run("extract", report, "--dry-run", *options(endpoint, tmp_path))
        assert done.exit_code == 0
        assert endpoint.requests == []
    assert "prompt characters per source character" in done.stdout


def test_the_prompt_shown_is_the_prompt_sent(report: Path, tmp_path: Path) -> None:
    shown = run("prompt", report, "--chunk", "1", "--json", "--model", "fake-model", "--mode", "tools")
    with FakeEndpoint(lambda _: answer(READING)) as endpoint:
        run("extract", report, "--json", *options(endpoint, tmp_path))
        assert endpoint.requests[0].body == json.loads(shown.stdout)


MODES = ["tools", "json_schema", "json", "markdown_json"]


@pytest.mark.parametrize("mode", MODES)
def test_the_prompt_shown_is_that_of_the_configuration(report: Path, tmp_path: Path, mode: str) -> None:
    config = tmp_path / "config.toml"
    report.write_text(REPORT * 9, encoding="utf-8")
    with FakeEndpoint(lambda _: answer(READING)) as endpoint:
        config.write_text(
            "chunk_characters = 200\n"
            f'[model]\nmodel = "configured"\nmode = "{mode}"\ntemperature = 0.7\nmax_output_tokens = 77\n'
            f'base_url = "{endpoint.base_url}"',
            encoding="utf-8",
        )
        named = ["--config", str(config)]
        run("extract", report, "--json", "--no-store", *named)
        bodies = [request.body for request in endpoint.requests]
    for chunk in ("1", "2"):
        shown = json.loads(run("prompt", report, "--json", "--chunk", chunk, *named).stdout)
        assert (shown["model"], shown["temperature"], shown["max_tokens"]) == ("configured", 0.7, 77)
        assert shown in bodies


def test_the_prompt_takes_the_model_of_the_environment(report: Path) -> None:
    own = {"EXTRACTOR_MODEL": "named-outside", "XDG_CONFIG_HOME": "/nowhere"}
    done = CliRunner().invoke(app, ["prompt", str(report), "--json"], env=own)
    assert json.loads(done.stdout)["model"] == "named-outside"


def test_without_a_model_the_prompt_is_shown_with_a_word_about_its_name(report: Path) -> None:
    done = run("prompt", report, "--json")
    assert (done.exit_code, json.loads(done.stdout)["model"]) == (0, "MODEL")
    assert "No model is configured" in done.stderr


def test_a_chunk_that_is_not_there_is_an_error(report: Path) -> None:
    done = run("prompt", report, "--chunk", "9")
    assert done.exit_code == 1
    assert "no chunk 9" in done.stderr


def test_the_doctor_says_what_works(tmp_path: Path) -> None:
    with FakeEndpoint(kinds=("json_object", "text")) as endpoint:
        done = run("doctor", "--model", "fake-model", "--base-url", endpoint.base_url)
    assert done.exit_code == 0
    lines = {line.split()[0]: line for line in done.stdout.splitlines() if line}
    assert "does not work" in lines["tools"]
    assert "works" in lines["json"] and "does not" not in lines["json"]
    assert "Mode auto will use json" in done.stdout


def test_the_store_is_listed_measured_and_pruned(report: Path, tmp_path: Path) -> None:
    with FakeEndpoint(lambda _: answer(READING)) as endpoint:
        run("extract", report, "--json", *options(endpoint, tmp_path))
    store = ("--store", str(tmp_path / "s.db"))
    assert "fake-model" in run("store", "list", *store).stdout
    assert run("store", "measure", *store).stdout.startswith("1 answers")
    assert run("store", "prune", *store).exit_code == 2
    assert "1 answers removed" in run("store", "prune", "--model", "fake-model", *store).stdout
    assert run("store", "measure", *store).stdout.startswith("0 answers")
