"""A batch read by a model: faults lose nothing, nothing is asked twice, and one budget holds for all."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from extractor.batch import run_batch
from extractor.batch.progress import Status, ignore
from extractor.batch.run import Ended
from extractor.llm.settings import ModelSettings
from extractor.settings import Settings
from tests.batch.conftest import MakeReports, contents, lines
from tests.batch.faults import FAULTS, FaultyAnswers
from tests.fake_endpoint import FakeEndpoint, Step, error, example_step

REPORTS = 12


def run(endpoint: FakeEndpoint, reports: Path, out: Path, on_status: Callable[[Status], None] = ignore, **model: Any) -> Ended:
    named = {"concurrency": 6, "longest_wait_seconds": 0.01, "chunk_characters": 300, **model}
    chunk_characters = named.pop("chunk_characters")
    asked = ModelSettings(model="fake-model", base_url=endpoint.base_url, mode="json_schema", **named)
    settings = Settings(engine="both", model=asked, store=out.parent / "answers.sqlite3", chunk_characters=chunk_characters)
    return run_batch([reports], out, settings, processes=1, on_status=on_status)


def test_faults_lose_nothing_and_nothing_is_asked_twice(make_reports: MakeReports, tmp_path: Path) -> None:
    reports, script = make_reports(REPORTS), FaultyAnswers(every=4)
    with FakeEndpoint(script) as endpoint:
        summary = run(endpoint, reports, tmp_path / "run").summary
        assert script.struck >= len(FAULTS)
        assert (summary.complete, summary.incomplete, summary.failed) == (REPORTS, 0, 0)
        assert endpoint.most_at_once <= 6
        before, asked = contents(tmp_path / "run"), len(endpoint.bodies)
        assert run(endpoint, reports, tmp_path / "run").summary == summary
        assert (contents(tmp_path / "run"), len(endpoint.bodies)) == (before, asked)
        assert run(endpoint, reports, tmp_path / "fresh").summary.records == summary.records
    assert set(script.answered.values()) == {1}  # what was answered well was never asked again, in none of the three runs


def test_an_interrupted_run_goes_on_and_asks_nothing_it_knows(make_reports: MakeReports, tmp_path: Path) -> None:
    reports, script = make_reports(REPORTS), FaultyAnswers()

    def interrupt(status: Status) -> None:
        if status.phase == "reading" and status.done == 3:
            raise KeyboardInterrupt

    with FakeEndpoint(script, latency=0.005) as endpoint:
        with pytest.raises(KeyboardInterrupt):
            run(endpoint, reports, tmp_path / "run", on_status=interrupt, concurrency=2)
        interrupted = json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8"))
        assert (interrupted["complete"], interrupted["pending"]) == (3, REPORTS - 3)
        run(endpoint, reports, tmp_path / "run", concurrency=2)
    # What was in flight when the run ended, two at the most, had no way to be kept.
    assert sum(count - 1 for count in script.answered.values()) <= 2
    with FakeEndpoint() as endpoint:
        run(endpoint, reports, tmp_path / "fresh" / "run")
    known = {
        name: json.loads(content)
        for name, content in contents(tmp_path / "run").items()
        if name.endswith(".json") and name.startswith("results")
    }
    fresh = {
        name: json.loads(content)
        for name, content in contents(tmp_path / "fresh" / "run").items()
        if name.endswith(".json") and name.startswith("results")
    }
    assert {name: result["indicators"] for name, result in known.items()} == {
        name: result["indicators"] for name, result in fresh.items()
    }


def test_a_chunk_that_fails_for_good_makes_its_report_incomplete_and_is_asked_again(
    make_reports: MakeReports, tmp_path: Path
) -> None:
    reports = make_reports(3)

    def one_fails(body: Mapping[str, Any]) -> Step:
        return error(500) if "编号乙。" in json.dumps(body, ensure_ascii=False) else example_step(body)

    with FakeEndpoint(one_fails) as endpoint:
        ended = run(endpoint, reports, tmp_path / "run", transport_attempts=1)
    assert (ended.summary.complete, ended.summary.incomplete) == (2, 1)
    (failure,) = lines(tmp_path / "run" / "failures.jsonl")
    assert failure["source"] == str(reports / "report-001.txt")
    assert "were read by the rules, not by the model" in failure["reason"]
    with FakeEndpoint() as endpoint:
        # Another address counts as another model: the answers of the first are not taken for its.
        assert run(endpoint, reports, tmp_path / "run").summary.complete == 3


def test_one_budget_holds_for_all_reports(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(REPORTS)
    with FakeEndpoint() as endpoint:
        ended = run(endpoint, reports, tmp_path / "run", max_tokens=1_500, concurrency=1)
        spent = len(endpoint.bodies)
        assert 0 < ended.summary.complete < REPORTS
        assert ended.summary.pending > 0
        (failure,) = lines(tmp_path / "run" / "failures.jsonl")
        assert "The limit holds for each run: run the same command again" in failure["reason"]
        assert failure["hint"] == "Run the same command again: answers given are kept."
        again = run(endpoint, reports, tmp_path / "run", max_tokens=1_500, concurrency=1)
        assert again.summary.complete > ended.summary.complete
        assert run(endpoint, reports, tmp_path / "run", concurrency=1).summary.complete == REPORTS
        whole = len(endpoint.bodies)
        run(endpoint, reports, tmp_path / "fresh" / "run", concurrency=1)
        assert len(endpoint.bodies) - whole == whole
    assert spent < whole


def test_the_cost_is_told_until_the_end(make_reports: MakeReports, tmp_path: Path) -> None:
    prices = tmp_path / "prices.csv"
    prices.write_text("model,input,cached_input,output,as_of,example\nfake-model,1,1,10,2025-08-07,fake-model\n", encoding="utf-8")
    told: list[Status] = []
    with FakeEndpoint() as endpoint:
        run(endpoint, make_reports(2), tmp_path / "run", told.append, price_table=prices)
    costs = [json.loads(path.read_bytes())["run"]["cost"] for path in (tmp_path / "run" / "results").glob("*.json")]
    assert (told[-1].phase, told[-1].done, told[-1].total) == ("summing", 2, 2)
    assert min(costs) > 0
    assert told[-1].cost == pytest.approx(sum(costs))


def test_an_error_that_every_report_would_meet_ends_the_run(make_reports: MakeReports, tmp_path: Path) -> None:
    with FakeEndpoint(lambda body: error(401)) as endpoint:
        ended = run(endpoint, make_reports(REPORTS), tmp_path / "run", concurrency=1)
        assert len(endpoint.requests) <= 3
    assert ended.stopped is not None
    assert "OPENAI_API_KEY" in ended.stopped.hint
    assert (ended.summary.complete, ended.summary.pending) == (0, REPORTS)
