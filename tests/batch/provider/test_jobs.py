"""Jobs that fail, expire, are cancelled or come back with holes: nothing is lost, and nothing is paid for twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.batch.progress import Status
from extractor.batch.provider import cancel_jobs, reader
from extractor.batch.provider.errors import JobLost, JobRejected, JobsUnderWay, NoBatchApi
from extractor.batch.provider.ledger import Ledger
from extractor.batch.provider.terms import TRIES, Terms
from extractor.llm.errors import AccessDenied, BudgetExceeded
from tests.batch.conftest import MakeReports, lines
from tests.batch.provider.conftest import (
    KEY,
    FakeTime,
    batches_of,
    expected_results,
    good,
    keys,
    results,
    run_by_jobs,
    run_till_done,
    settings_for,
)
from tests.fake_batches import FakeBatches
from tests.fake_endpoint import FakeEndpoint, Step, answer, error, malformed, reset


def test_jobs_keep_to_the_limits_and_a_report_may_be_spread_over_several(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(2)
    expected = expected_results(good, reports, tmp_path / "direct")
    with FakeEndpoint(good, batches=FakeBatches(most_requests=2, most_bytes=60_000)) as endpoint:
        run_by_jobs(endpoint, reports, tmp_path / "run", terms=Terms(requests=2, bytes=60_000))
        jobs = list(batches_of(endpoint).jobs.values())
        assert {len(job.lines) for job in jobs} == {1, 2}
        assert all(job.status == "completed" for job in jobs)
    assert results(tmp_path / "run") == expected


def test_a_file_over_the_bytes_is_split(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(1)
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        run_by_jobs(endpoint, reports, tmp_path / "run", wait=False)
        (job,) = batches_of(endpoint).jobs.values()
        whole = len(batches_of(endpoint).files[job.input_file])
        run_by_jobs(endpoint, reports, tmp_path / "other" / "run", wait=False, terms=Terms(bytes=whole - 1))
        _, *split = batches_of(endpoint).jobs.values()
        sizes = [len(batches_of(endpoint).files[each.input_file]) for each in split]
    assert len(sizes) == 2
    assert sum(sizes) == whole
    assert max(sizes) < whole


def test_what_an_expired_job_left_is_asked_again_and_nothing_else(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(2)
    expected = expected_results(good, reports, tmp_path / "direct")
    with FakeEndpoint(good, batches=FakeBatches(ends=["expired"])) as endpoint:
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.complete == 2
        batches = batches_of(endpoint)
        first, second = (set(keys(job.lines)) for job in list(batches.jobs.values())[:2])
        assert second < first
        assert max(Counter(keys(batches.answered)).values()) == 1
    assert results(tmp_path / "run") == expected


def test_a_job_that_the_provider_refuses_ends_the_run_and_the_same_command_goes_on(
    make_reports: MakeReports, tmp_path: Path
) -> None:
    reports = make_reports(2)
    with FakeEndpoint(good, batches=FakeBatches(ends=["failed"])) as endpoint:
        ended = run_by_jobs(endpoint, reports, tmp_path / "run")
        assert isinstance(ended.stopped, JobRejected)
        assert "batch_1: invalid_file on purpose." in ended.stopped.message
        assert (ended.summary.pending, len(batches_of(endpoint).jobs)) == (2, 1)
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.complete == 2


def test_a_full_queue_is_waited_for_or_jobs_become_smaller(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(3)
    with FakeEndpoint(good, batches=FakeBatches(queue=4)) as endpoint:
        assert run_by_jobs(endpoint, reports, tmp_path / "run", terms=Terms(requests=5)).summary.complete == 3
        batches = batches_of(endpoint)
        assert {job.errors[0]["code"] for job in batches.jobs.values() if job.errors} == {"token_limit_exceeded"}
        assert max(len(job.lines) for job in batches.jobs.values() if not job.errors) <= 4
        assert max(Counter(keys(batches.submitted)).values()) == 1


def test_a_queue_without_room_for_one_request_ends_the_run(make_reports: MakeReports, tmp_path: Path) -> None:
    with FakeEndpoint(good, batches=FakeBatches(queue=0)) as endpoint:
        ended = run_by_jobs(endpoint, make_reports(1), tmp_path / "run")
    assert isinstance(ended.stopped, JobRejected)
    assert "token_limit_exceeded" in ended.stopped.message


class FailsAtFirst:
    """Every third request meets ``fault`` so many ``times``, all others good answers."""

    def __init__(self, fault: Step, times: int) -> None:
        self._fault = fault
        self._times = times
        self._asked: Counter[str] = Counter()
        self._failing: set[str] = set()

    def __call__(self, body: Mapping[str, Any]) -> Step:
        request = json.dumps(body, sort_keys=True)
        if request not in self._asked and len(self._asked) % 3 == 0:
            self._failing.add(request)
        self._asked[request] += 1
        return self._fault if request in self._failing and self._asked[request] <= self._times else good(body)

    @property
    def most(self) -> int:
        """How often a request was asked at most."""
        return max(self._asked.values())


@pytest.mark.parametrize("fault", [error(500), error(429), reset()], ids=["500", "429", "no response"])
def test_requests_that_fail_are_tried_again_in_further_jobs(make_reports: MakeReports, tmp_path: Path, fault: Step) -> None:
    reports, script = make_reports(1), FailsAtFirst(fault, times=2)
    with FakeEndpoint(script, batches=FakeBatches()) as endpoint:
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.complete == 1
    assert script.most == 3
    assert results(tmp_path / "run") == expected_results(good, reports, tmp_path / "direct")


def test_what_fails_for_good_is_left_to_the_rules_and_said_and_the_next_run_asks_again(
    make_reports: MakeReports, tmp_path: Path
) -> None:
    reports, script = make_reports(2), FailsAtFirst(error(500, "the model is on fire"), times=3)
    with FakeEndpoint(script, batches=FakeBatches()) as endpoint:
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.incomplete > 0
        assert script.most == 3
        reasons = [line["reason"] for line in lines(tmp_path / "run" / "failures.jsonl")]
        assert all("by the rules, not by the model" in reason and "the model is on fire" in reason for reason in reasons)
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.complete == 2
    assert results(tmp_path / "run") == expected_results(good, reports, tmp_path / "direct")


def test_answers_of_the_endpoint_that_get_lost_make_no_job_twice(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(2)
    with FakeEndpoint(good, batches=FakeBatches(lose=2)) as endpoint:
        assert run_by_jobs(endpoint, reports, tmp_path / "run", terms=Terms(requests=3)).summary.complete == 2
        assert max(Counter(keys(batches_of(endpoint).submitted)).values()) == 1
        assert len(batches_of(endpoint).jobs) > 3


def test_cancelled_jobs_keep_what_they_answered_and_the_same_command_asks_for_the_rest(
    make_reports: MakeReports, tmp_path: Path
) -> None:
    reports = make_reports(2)
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        run_by_jobs(endpoint, reports, tmp_path / "run", wait=False)
        run_by_jobs(endpoint, reports, tmp_path / "run", wait=False)  # now it is in progress
        assert cancel_jobs(tmp_path / "run", settings_for(endpoint, tmp_path)) == 1
        assert cancel_jobs(tmp_path / "run", settings_for(endpoint, tmp_path)) == 0
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.complete == 2
        batches = batches_of(endpoint)
        assert batches.jobs["batch_1"].status == "cancelled"
        assert 0 < len(batches.jobs["batch_2"].lines) < len(batches.jobs["batch_1"].lines)
        assert max(Counter(keys(batches.answered)).values()) == 1


def test_being_cancelled_is_no_try(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(1)
    with FakeEndpoint(good, batches=FakeBatches(looks_a_step=2)) as endpoint:
        for _ in range(TRIES + 1):
            run_by_jobs(endpoint, reports, tmp_path / "run", wait=False)
            assert cancel_jobs(tmp_path / "run", settings_for(endpoint, tmp_path)) == 1
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.complete == 1
        assert [len(job.lines) for job in batches_of(endpoint).jobs.values()][: TRIES + 2] == [4] * (TRIES + 2)


def test_without_waiting_the_same_command_goes_on_each_time(make_reports: MakeReports, tmp_path: Path) -> None:
    reports, time = make_reports(2), FakeTime()
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        ends = run_till_done(endpoint, reports, tmp_path / "run", time=time)
        assert max(Counter(keys(batches_of(endpoint).submitted)).values()) == 1
    first = ends[0].stopped
    assert isinstance(first, JobsUnderWay)
    assert first.message.startswith("Batch jobs under way: 1, with ")
    assert (ends[-1].stopped, ends[-1].summary.complete) == (None, 2)
    assert time.slept == []
    assert results(tmp_path / "run") == expected_results(good, reports, tmp_path / "direct")


def test_pauses_grow_until_something_ends_and_the_counts_of_the_provider_are_told(
    make_reports: MakeReports, tmp_path: Path
) -> None:
    time, told = FakeTime(), list[Status]()
    with FakeEndpoint(good, batches=FakeBatches(looks_a_step=4)) as endpoint:
        run_by_jobs(endpoint, make_reports(1), tmp_path / "run", time=time, told=told, terms=Terms(first_pause=2, longest_pause=8))
        count = len(next(iter(batches_of(endpoint).jobs.values())).lines)
    assert time.slept[:11] == [2, 3, 4.5, 6.75, 8, 8, 8, 8, 8, 8, 8]
    assert time.slept[11] == 2, "the next round"
    answering = [(status.done, status.total) for status in told if status.phase == "answering"]
    assert answering[:13] == [
        *[(0, count)] * 3,
        *[(count // 3, count)] * 4,
        *[(count * 2 // 3, count)] * 4,
        (count, count),
        (0, answering[12][1]),
    ]


def test_an_endpoint_without_batch_jobs_is_said_in_a_sentence(make_reports: MakeReports, tmp_path: Path) -> None:
    with FakeEndpoint(good) as endpoint:
        ended = run_by_jobs(endpoint, make_reports(1), tmp_path / "run")
    assert isinstance(ended.stopped, NoBatchApi)
    assert "takes no batch jobs" in ended.stopped.message
    assert "Leave out --via batch-api" in ended.stopped.hint
    assert ended.summary.pending == 1


def test_the_budget_is_held_against_the_estimate_before_anything_is_sent(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(2)
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        ended = run_by_jobs(endpoint, reports, tmp_path / "run", max_cost=0.0001)
        assert isinstance(ended.stopped, BudgetExceeded)
        assert endpoint.requests == []
        estimate = float(ended.stopped.message.split("about ")[1].split(" ")[0])
        assert isinstance(run_by_jobs(endpoint, reports, tmp_path / "run", max_cost=estimate * 0.98).stopped, BudgetExceeded)
        assert batches_of(endpoint).jobs == {}
        run_by_jobs(endpoint, reports, tmp_path / "run", max_cost=estimate * 1.02)
        assert batches_of(endpoint).jobs


def test_what_answers_took_counts_before_more_is_asked(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(1)

    def dear(body: Mapping[str, Any]) -> Step:
        return replace(good(body), usage={"prompt_tokens": 1_000_000, "completion_tokens": 0})

    with FakeEndpoint(dear, batches=FakeBatches()) as endpoint:
        ended = run_by_jobs(endpoint, reports, tmp_path / "run", max_cost=0.1)
        assert isinstance(ended.stopped, BudgetExceeded)
        first = len(batches_of(endpoint).submitted)
        cost = float(ended.stopped.message.split("about ")[1].split(" ")[0])
        assert first * 0.075 < cost < first * 0.075 + 0.01, "half of $0.15 each, and a little for what is still to be asked"
        assert run_by_jobs(endpoint, reports, tmp_path / "run", max_cost=10).summary.complete == 1
        assert max(Counter(keys(batches_of(endpoint).submitted)).values()) == 1
        assert len(batches_of(endpoint).submitted) > first, "second looks"


def test_a_refused_key_ends_the_run_and_the_next_one_asks_anew(make_reports: MakeReports, tmp_path: Path) -> None:
    reports, refused = make_reports(1), [True]
    with FakeEndpoint(lambda body: error(401) if refused else good(body), batches=FakeBatches()) as endpoint:
        ended = run_by_jobs(endpoint, reports, tmp_path / "run")
        assert isinstance(ended.stopped, AccessDenied)
        refused.clear()
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.complete == 1


def test_the_key_is_sent_and_written_nowhere(make_reports: MakeReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "forget_settled", lambda ledger: None)  # all that is written is there to be looked at
    reports = make_reports(1)
    with FakeEndpoint(lambda body: error(400, f"not with {KEY}"), batches=FakeBatches()) as endpoint:
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.incomplete == 1
        assert all(KEY in str(request.headers) for request in endpoint.requests)
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(b"not with ***" in content for content in written)
    assert not any(KEY.encode() in content for content in written)


def test_nor_is_one_that_an_answer_repeats(make_reports: MakeReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "forget_settled", lambda ledger: None)

    def repeats(body: Mapping[str, Any]) -> Step:
        told = good(body).content
        return answer({**told, "indicators": [{**each, "name": KEY} for each in told["indicators"]]})

    with FakeEndpoint(repeats, batches=FakeBatches()) as endpoint:
        assert run_by_jobs(endpoint, make_reports(1), tmp_path / "run").summary.complete == 1
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(b'"name": "***"' in content for content in written)
    assert not any(KEY.encode() in content for content in written)


def test_a_parameter_that_a_model_refuses_is_left_out_in_a_further_job(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(2)

    def refuses_temperature(body: Mapping[str, Any]) -> Step:
        return error(400, "no temperature", param="temperature") if "temperature" in body else good(body)

    expected = expected_results(refuses_temperature, reports, tmp_path / "direct")
    with FakeEndpoint(refuses_temperature, batches=FakeBatches()) as endpoint:
        run_till_done(endpoint, reports, tmp_path / "run")  # what one process learned is known to the next
        lines = batches_of(endpoint).submitted
    assert max(Counter(keys(lines)).values()) == 1
    first = batches_of(endpoint).jobs["batch_1"].lines
    assert [line for line in lines if "temperature" in line["body"]] == first
    assert results(tmp_path / "run") == expected


def test_auto_asks_for_the_mode_directly_and_once(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(1)
    with FakeEndpoint(kinds=("json_schema",), batches=FakeBatches()) as endpoint:
        *_, ended = run_till_done(endpoint, reports, tmp_path / "run", mode="auto")
        assert len(endpoint.bodies) == 2, "tools is refused, json_schema works"
        assert ended.summary.complete == 1
        assert all("response_format" in line["body"] for line in batches_of(endpoint).submitted)
    (result,) = results(tmp_path / "run").values()
    assert result["run"]["settings"]["mode"] == "auto"


def test_jobs_that_nobody_needs_any_more_are_not_waited_for(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(1)
    with FakeEndpoint(good, batches=FakeBatches(looks_a_step=3)) as endpoint:
        run_by_jobs(endpoint, reports, tmp_path / "run", wait=False, model="gpt-4o")
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.complete == 1
        batches = batches_of(endpoint)
        assert batches.jobs["batch_1"].status == "validating"
        assert run_by_jobs(endpoint, reports, tmp_path / "run", model="gpt-4o").summary.complete == 1
        assert max(Counter(keys(batches.submitted)).values()) == 1


def test_a_job_that_the_provider_has_forgotten_is_said_in_a_sentence(make_reports: MakeReports, tmp_path: Path) -> None:
    reports = make_reports(1)
    with FakeEndpoint(good, batches=FakeBatches()) as endpoint:
        run_by_jobs(endpoint, reports, tmp_path / "run", wait=False)
        batches_of(endpoint).jobs.clear()
        ended = run_by_jobs(endpoint, reports, tmp_path / "run")
        assert isinstance(ended.stopped, JobLost)
        assert "batch_1" in ended.stopped.message
        (tmp_path / "run" / "jobs.sqlite3").unlink()
        assert run_by_jobs(endpoint, reports, tmp_path / "run").summary.complete == 1, "as the hint says"


def test_questions_without_end_are_ended_after_some_rounds(
    make_reports: MakeReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "ROUNDS", 1)
    reports = make_reports(1)
    with FakeEndpoint(lambda body: malformed(), batches=FakeBatches()) as endpoint:
        ended = run_by_jobs(endpoint, reports, tmp_path / "run")
        assert len(batches_of(endpoint).jobs) == 1
    assert (ended.summary.incomplete, ended.stopped) == (1, None)
    (result,) = results(tmp_path / "run").values()
    assert all("After 1 rounds of batch jobs there was still something to ask." in each for each in result["run"]["warnings"])
    assert result["run"]["warnings"]
    assert result["indicators"], "the rules have read it"
