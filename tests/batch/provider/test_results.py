"""What comes out of batch jobs is what asking directly gives, at half the price."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import MakeReports
from tests.batch.provider.conftest import results, run_by_jobs, run_directly, without_times
from tests.fake_batches import FakeBatches
from tests.fake_endpoint import FakeEndpoint, Step, answer, error, malformed, refusal, truncated, wrong_schema

REPORTS = 6


def good(body: Mapping[str, Any]) -> Step:
    """One indicator, quoted from the text that was sent: so the result depends on which answer went to which request."""
    text = body["messages"][1]["content"].partition("【正文】")[2].strip()
    quote = text.partition("。")[0]
    return answer({"indicators": [{"quote": quote, "name": quote[:6], "period": "2024"}], "projects": [], "commitments": []})


def digit(body: Mapping[str, Any], of: int = 16) -> int:
    """A number that the request alone decides."""
    return int(hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest(), 16) % of


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
    return faults.get(digit(body), lambda: good(body))()


@pytest.mark.parametrize("script", [good, faulty])
@pytest.mark.parametrize("engine", ["both", "model"])
def test_the_result_is_that_of_asking_directly(make_reports: MakeReports, tmp_path: Path, script: Any, engine: str) -> None:
    reports = make_reports(REPORTS)
    with FakeEndpoint(script, batches=FakeBatches(seed=5)) as endpoint:
        direct = run_directly(endpoint, reports, tmp_path / "direct" / "run", engine=engine)
        asked = len(endpoint.bodies)
        by_jobs = run_by_jobs(endpoint, reports, tmp_path / "jobs" / "run", engine=engine)
        assert len(endpoint.bodies) == asked, "nothing was asked directly"
        assert endpoint.batches is not None
        assert len(endpoint.batches.answered) <= asked
    expected, found = results(tmp_path / "direct" / "run"), results(tmp_path / "jobs" / "run")
    assert len(expected) == REPORTS
    assert {name: without_times(result) for name, result in found.items()} == {
        name: without_times(result) for name, result in expected.items()
    }
    assert (by_jobs.summary.complete, by_jobs.summary.incomplete) == (direct.summary.complete, direct.summary.incomplete)
    assert by_jobs.summary.tokens == direct.summary.tokens
    assert direct.summary.cost
    assert by_jobs.summary.cost == pytest.approx(direct.summary.cost / 2, abs=1e-6)
    assert (direct.summary.incomplete > 0) is (script is faulty), "the faults are there to be treated alike"
