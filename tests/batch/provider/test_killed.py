"""Processes that end at any moment: the next one goes on with the jobs under way, and no request goes out twice."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.batch.provider.ledger import Ledger
from extractor.batch.provider.service import JobService
from extractor.batch.provider.terms import Terms
from tests.batch.conftest import ROOT, MakeReports
from tests.batch.provider.conftest import batches_of, expected_results, good, keys, results, run_by_jobs
from tests.cli.command import environment
from tests.fake_batches import FakeBatches
from tests.fake_endpoint import FakeEndpoint

STEPS = [
    (Ledger, "want"),
    (Ledger, "begin_job"),
    (JobService, "upload"),
    (Ledger, "uploaded"),
    (JobService, "create"),
    (Ledger, "submitted"),
    (JobService, "download"),
    (Ledger, "end"),
]


class Killed(BaseException):
    """The process ends here."""


def dying(method: Callable[..., Any], times: int) -> Callable[..., Any]:
    """``method``, after which the process ends, when it is called for the ``times``-th time."""
    calls = 0

    def end() -> None:
        nonlocal calls
        calls += 1
        if calls == times:
            raise Killed

    async def later(coroutine: Any) -> Any:
        value = await coroutine
        end()
        return value

    def called(*arguments: Any, **named: Any) -> Any:
        value = method(*arguments, **named)
        if hasattr(value, "__await__"):
            return later(value)
        end()
        return value

    return called


def test_a_run_that_ended_after_any_step_goes_on_there(
    make_reports: MakeReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, terms = make_reports(2), Terms(requests=4)
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        for owner, name in STEPS:
            with monkeypatch.context() as patch, pytest.raises(Killed):
                patch.setattr(owner, name, dying(getattr(owner, name), times=2 if name == "begin_job" else 1))
                run_by_jobs(endpoint, reports, tmp_path / "run", terms=terms)
        assert run_by_jobs(endpoint, reports, tmp_path / "run", terms=terms).summary.complete == 2
        assert set(Counter(keys(batches_of(endpoint).submitted)).values()) == {1}
    assert results(tmp_path / "run") == expected_results(good, reports, tmp_path / "direct")


_RUN = """
import sys
from pathlib import Path
from extractor.batch import run_batch
from extractor.batch.provider import open_batch_api
from extractor.batch.provider.terms import Terms
from extractor.llm.settings import ModelSettings
from extractor.settings import Settings
from functools import partial

reports, out, url = sys.argv[1:]
model = ModelSettings(model="gpt-4o-mini", base_url=url, mode="json_schema")
settings = Settings(engine="both", model=model, store=Path(out).parent / "answers.sqlite3", chunk_characters=300)
terms = Terms(requests=4, first_pause=0.02, longest_pause=0.02)
run_batch([reports], out, settings, processes=1, open_reader=partial(open_batch_api, terms=terms))
"""


def test_kill_9_at_a_random_moment(make_reports: MakeReports, tmp_path: Path) -> None:
    reports, moments = make_reports(3), random.Random()
    expected = expected_results(good, reports, tmp_path / "direct")
    with FakeEndpoint(good, batches=FakeBatches(looks_a_step=2)) as endpoint:
        command = [sys.executable, "-c", _RUN, str(reports), str(tmp_path / "run"), endpoint.base_url]
        process = subprocess.Popen(command, cwd=ROOT, env=environment())
        while not endpoint.requests:  # until it has got as far as asking
            assert process.poll() is None
            time.sleep(0.005)
        time.sleep(moments.uniform(0, 0.3))
        process.kill()
        process.wait()
        assert subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode == 0
        assert set(Counter(keys(batches_of(endpoint).submitted)).values()) == {1}
    assert results(tmp_path / "run") == expected
