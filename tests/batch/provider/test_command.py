"""``extractor batch --via batch-api``: what it says, exit codes, and what it would take."""

from __future__ import annotations

import json
import re
from pathlib import Path

from typer.testing import Result

from tests.batch.conftest import MakeReports
from tests.batch.provider.conftest import KEY, batches_of, good, keys
from tests.cli.command import run
from tests.fake_batches import FakeBatches
from tests.fake_endpoint import FakeEndpoint


def batch(endpoint: FakeEndpoint, reports: Path, *options: str | Path) -> Result:
    """``extractor batch`` by the model of ``endpoint``, with answers kept beside the reports."""
    model = ("--model", "gpt-4o-mini", "--base-url", endpoint.base_url, "--mode", "tools")
    store = ("--store", reports.parent / "answers.sqlite3")
    return run("batch", reports, "--out", reports.parent / "run", *model, *store, *options)


def test_jobs_are_submitted_and_collected_by_the_same_command(make_reports: MakeReports) -> None:
    reports = make_reports(2)
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        first = batch(endpoint, reports, "--via", "batch-api", "--no-wait")
        assert first.exit_code == 3
        assert re.search(r"extractor: Batch jobs under way: 1, with \d+ requests. The same command collects them.", first.stderr)
        assert "2 are still to be read" in first.stderr
        done = first
        while done.exit_code == 3:
            done = batch(endpoint, reports, "--via", "batch-api", "--no-wait", "--json-progress")
        events = [json.loads(line) for line in done.stderr.splitlines()]
    assert done.exit_code == 0
    assert (events[-1]["event"], events[-1]["complete"], events[-1]["stopped"]) == ("end", 2, None)
    answering = [event for event in events if event.get("phase") == "answering"]
    assert answering
    assert answering[-1]["done"] == answering[-1]["total"] > 0


def test_cancelling_says_how_many(make_reports: MakeReports) -> None:
    reports = make_reports(1)
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        nothing = batch(endpoint, reports, "--via", "batch-api", "--cancel")
        assert (nothing.exit_code, nothing.stderr) == (0, "No batch job is under way.\n")
        assert not (reports.parent / "run").exists()
        batch(endpoint, reports, "--via", "batch-api", "--no-wait")
        cancelled = batch(endpoint, reports, "--via", "batch-api", "--cancel")
        assert batches_of(endpoint).jobs["batch_1"].status == "cancelling"
    assert cancelled.exit_code == 0
    assert cancelled.stderr.startswith("1 batch job cancelled. What they have answered is kept;")


def figures(result: Result) -> dict[str, str]:
    """The rows of a table."""
    assert result.exit_code == 0
    rows = (line.strip("│ ").split("│") for line in result.stdout.splitlines() if "│" in line)
    return {name.strip(): value.strip() for name, value in rows}


def test_a_dry_run_tells_jobs_and_half_the_price_and_sends_nothing(make_reports: MakeReports) -> None:
    reports = make_reports(3)
    (reports / "copy.txt").write_bytes((reports / "report-000.txt").read_bytes())
    missing = reports.parent / "missing.txt"
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        direct = batch(endpoint, reports, missing, "--dry-run")
        by_jobs = batch(endpoint, reports, missing, "--dry-run", "--via", "batch-api")
        assert endpoint.requests == []
        batch(endpoint, reports, "--via", "batch-api", "--no-wait")
        submitted = len(keys(batches_of(endpoint).submitted))
    asked, halved = figures(direct), figures(by_jobs)
    assert "batch jobs" not in asked
    assert halved["batch jobs"] == "1"
    assert (halved["reports"], halved["inputs that cannot be read"]) == ("3", "1")
    assert int(halved["requests (second looks not counted)"]) == submitted
    assert asked["prompt tokens, about"] == halved["prompt tokens, about"]
    whole, half = float(asked["cost, about"][1:]), float(halved["cost, about, at half the price"][1:])
    assert 0 < half < whole
    assert abs(whole - 2 * half) <= 0.0001


def test_a_dry_run_counts_no_answer_that_is_kept(make_reports: MakeReports) -> None:
    reports = make_reports(1)
    with FakeEndpoint(good) as endpoint:
        before = figures(batch(endpoint, reports, "--dry-run"))
        assert batch(endpoint, reports).exit_code == 0
        after = figures(batch(endpoint, reports, "--dry-run"))
        anew = figures(batch(endpoint, reports, "--dry-run", "--refresh"))
    name = "requests (second looks not counted)"
    assert (after[name], after["answers kept already"], after["cost, about"]) == ("0", before[name], "$0.0000")
    assert anew == before


def test_wrong_usage_is_2(make_reports: MakeReports) -> None:
    reports = make_reports(1)
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        for options, word in (
            (("--no-wait",), "--no-wait is for batch jobs"),
            (("--cancel",), "--cancel is for batch jobs"),
            (("--via", "batch-api", "--engine", "rules"), "--via batch-api is for a model, and none is to be asked. Give --model."),
            (("--via", "pigeon"), "pigeon"),
        ):
            refused = batch(endpoint, reports, *options)
            assert (refused.exit_code, word in refused.stderr) == (2, True)
        assert endpoint.requests == []
    alone = run("batch", reports, "--out", reports.parent / "run", "--dry-run")
    assert (alone.exit_code, "--dry-run is for a model" in alone.stderr) == (2, True)


def test_an_endpoint_without_batch_jobs_is_1_and_the_key_is_not_told(make_reports: MakeReports) -> None:
    reports = make_reports(1)
    with FakeEndpoint(good) as endpoint:
        done = batch(endpoint, reports, "--via", "batch-api")
    assert done.exit_code == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("extractor: The endpoint takes no batch jobs: ")
    assert last.endswith("Leave out --via batch-api to ask directly.")
    assert KEY not in done.stderr
