"""What comes out of batch jobs is what asking directly gives, at half the price."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import MakeReports
from tests.batch.provider.conftest import (
    batches_of,
    digit,
    expected_results,
    good,
    keys,
    results,
    run_by_jobs,
    run_directly,
    text_of,
)
from tests.fake_batches import FakeBatches
from tests.fake_endpoint import FakeEndpoint, Step, answer, error, malformed, refusal, truncated, wrong_schema

REPORTS = 4


def faulty(body: Mapping[str, Any]) -> Step:
    """Answers of which some do not fit, are cut off or refused, or fail for good; the same request always meets the same."""
    faults: dict[int, Callable[[], Step]] = {
        0: malformed,
        1: truncated,
        2: refusal,
        3: wrong_schema,
        4: lambda: error(400, "too long", code="context_length_exceeded"),
        5: lambda: error(400, "not like this"),
    }
    return faults.get(digit(body, 16), lambda: good(body))()


def without_spending(results: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """``results`` without what their answers took."""
    spent = ("requests", "tokens", "cost")
    return {
        name: {**result, "run": {field: value for field, value in result["run"].items() if field not in spent}}
        for name, result in results.items()
    }


@pytest.mark.parametrize(("engine", "script"), [("model", good), ("both", faulty)])
def test_the_result_is_that_of_asking_directly(make_reports: MakeReports, tmp_path: Path, script: Any, engine: str) -> None:
    reports = make_reports(REPORTS)
    with FakeEndpoint(script, batches=FakeBatches(seed=5)) as endpoint:
        direct = run_directly(endpoint, reports, tmp_path / "direct" / "run", engine=engine)
        asked = len(endpoint.bodies)
        by_jobs = run_by_jobs(endpoint, reports, tmp_path / "jobs" / "run", engine=engine)
        assert len(endpoint.bodies) == asked, "nothing was asked directly"
        submitted = keys(batches_of(endpoint).submitted)
    assert len(submitted) == len(set(submitted)) <= asked
    expected = results(tmp_path / "direct" / "run")
    assert len(expected) == REPORTS
    assert without_spending(results(tmp_path / "jobs" / "run")) == without_spending(expected)
    assert (by_jobs.summary.complete, by_jobs.summary.incomplete) == (direct.summary.complete, direct.summary.incomplete)
    assert (direct.summary.incomplete > 0) is (script is faulty), "the faults are there to be treated alike"
    assert direct.summary.cost and by_jobs.summary.cost
    if script is good:
        assert results(tmp_path / "jobs" / "run") == expected
        assert by_jobs.summary.tokens == direct.summary.tokens
        assert by_jobs.summary.cost == pytest.approx(direct.summary.cost / 2, abs=1e-6)
    else:  # asked directly, what failed is asked for again; jobs give one answer to a question
        assert by_jobs.summary.tokens.prompt < direct.summary.tokens.prompt
        assert by_jobs.summary.cost < direct.summary.cost / 2


def test_answers_of_jobs_stay_at_half_the_price_whoever_takes_them_from_the_store(
    make_reports: MakeReports, tmp_path: Path
) -> None:
    reports = make_reports(2)
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        by_jobs = run_by_jobs(endpoint, reports, tmp_path / "run")
        again = run_directly(endpoint, reports, tmp_path / "other")
        assert endpoint.bodies == []
    assert by_jobs.summary.cost
    assert again.summary.cost == by_jobs.summary.cost


def test_what_asking_directly_gave_is_not_asked_again_and_keeps_its_price(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(2)
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        direct = run_directly(endpoint, reports, tmp_path / "run")
        by_jobs = run_by_jobs(endpoint, reports, tmp_path / "other")
        assert batches_of(endpoint).jobs == {}
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary == direct.summary, "nothing is left to do"
    assert by_jobs.summary.cost == direct.summary.cost


def test_an_answer_that_does_not_fit_goes_back_with_what_is_wrong_with_it(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(1)

    def script(body: Mapping[str, Any]) -> Step:
        if len(body["messages"]) == 2 and "编号甲。" in text_of(body):
            return answer({"indicators": [{"name": 7}], "projects": [], "commitments": []})
        return good(body)

    with FakeEndpoint(script, batches=FakeBatches()) as endpoint:
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.complete == 1
        lines = batches_of(endpoint).submitted
    assert all(line["body"]["model"] == "gpt-4o-mini" for line in lines)
    asked_again = [line["body"]["messages"][2:] for line in lines if len(line["body"]["messages"]) > 2]
    assert asked_again
    for said, told in asked_again:
        assert json.loads(said["content"])["indicators"] == [{"name": 7}]
        assert "indicators.0.quote" in told["content"]


def test_no_store_gives_the_same(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(2)
    expected = expected_results(faulty, reports, tmp_path / "direct")
    with FakeEndpoint(faulty, batches=FakeBatches()) as endpoint:
        run_by_jobs(endpoint, reports, tmp_path / "run", use_store=False)
        submitted = keys(batches_of(endpoint).submitted)
    assert results(tmp_path / "run").keys() == expected.keys()
    assert len(submitted) == len(set(submitted))
    assert not (tmp_path / "answers.sqlite3").exists()


def test_refresh_asks_anew_and_once(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(2)
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        run_by_jobs(endpoint, reports, tmp_path / "run")
        first = keys(batches_of(endpoint).submitted)
        run_by_jobs(endpoint, reports, tmp_path / "run", refresh=True)
        second = keys(batches_of(endpoint).submitted)[len(first) :]
    assert sorted(second) == sorted(first)
    assert len(set(first)) == len(first)
