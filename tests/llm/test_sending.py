"""One request on its way, over an endpoint that needs no network: what is told, what is kept, what a trial of modes costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractor.llm import errors
from extractor.llm.endpoint import Reply
from extractor.llm.settings import ModelSettings
from extractor.llm.store import AnswerStore
from schemas import Tokens
from tests.llm.conftest import FakeClock, Reading, ask

GOOD = '{"items": []}'
BUSY = errors.EndpointBusy("busy", status=429, retry_after=2.0)
DOWN = errors.EndpointFailed("down", status=500)
USED = Tokens(prompt=100, cached=40, completion=20)


class Script:
    """An endpoint that answers with its steps in turn: the words of an answer, or an error to raise."""

    def __init__(self, *steps: str | Exception, half_price: bool = False) -> None:
        self.steps: Iterator[str | Exception] = iter(steps)
        self.half_price = half_price
        self.bodies: list[Mapping[str, Any]] = []
        self.closed = False

    async def send(self, body: Mapping[str, Any]) -> Reply:
        self.bodies.append(body)
        step = next(self.steps)
        if isinstance(step, Exception):
            raise step
        return Reply(step, "complete", USED, 1.5)

    async def close(self) -> None:
        self.closed = True


def settings(**changes: Any) -> ModelSettings:
    return ModelSettings.model_validate({"model": "m", "mode": "json"} | changes)


def test_all_that_is_told_of_a_request_bears_its_key(clock: FakeClock) -> None:
    script = Script(BUSY, DOWN, '{"items": 7}', GOOD)
    run = ask(settings(requests_per_minute=30), clock=clock, endpoint=script)
    told = "Sent Waited Sent Waited Waited Sent Reasked Waited Sent Answered"  # two seconds are the rate: all but one wait for it
    assert run.kinds() == told.split()
    assert len({event.key for event in run.events}) == 1
    assert [event.reason for event in run.events if hasattr(event, "reason")] == ["busy", "failed", "rate", "rate"]
    assert [event.attempt for event in run.events if hasattr(event, "attempt")] == [1, 2, 3, 4]
    assert script.closed


def test_what_was_answered_is_summed_and_what_failed_is_not(clock: FakeClock) -> None:
    run = ask(settings(), clock=clock, endpoint=Script(BUSY, '{"items": 7}', DOWN, GOOD))
    assert (run.result.usage, run.result.seconds, run.result.attempts) == (Tokens(prompt=200, cached=80, completion=40), 3.0, 2)
    assert (run.spent.requests, run.spent.usage) == (2, run.result.usage)


@pytest.mark.parametrize("half_price", [True, False])
def test_what_was_answered_at_half_price_is_kept_so(tmp_path: Path, half_price: bool) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    with AnswerStore(tmp_path / "answers") as store:
        asked = ask(settings(), store=store, endpoint=Script(GOOD, half_price=half_price)).result
        (entry,) = store.entries()
        again = ask(settings(), store=store, endpoint=Script()).result
    assert (asked.half_price, entry.half_price, again.half_price) == (half_price,) * 3
    assert before <= datetime.fromisoformat(entry.created) <= datetime.now(UTC)


@pytest.mark.parametrize("half_price", [True, False])
def test_what_failed_at_half_price_says_so(half_price: bool) -> None:
    failed = ask(settings(reasks=0), endpoint=Script("nichts", half_price=half_price)).result
    assert type(failed) is errors.InvalidAnswer
    assert (failed.usage, failed.half_price) == (USED, half_price)


def test_the_tokens_that_were_really_used_set_the_pace(clock: FakeClock) -> None:
    """120 used at 60 a minute: the next goes two minutes after the first, whatever was estimated."""
    run = ask(settings(tokens_per_minute=60, concurrency=1), ["一。", "二。"], clock=clock, endpoint=Script(GOOD, GOOD))
    assert [answer.value for answer in run.results] == [Reading()] * 2
    assert clock.slept == pytest.approx([120])


def test_a_mode_on_trial_is_tried_once_and_the_request_itself_as_often_as_allowed(clock: FakeClock) -> None:
    script = Script(DOWN, DOWN, '{"indicator_name": "地区生产总值", "growth_percent": 7.4}', DOWN, DOWN, GOOD)
    run = ask(settings(mode="auto", transport_attempts=3), clock=clock, endpoint=script)
    ways = ["tools" if "tools" in body else body.get("response_format", {}).get("type") for body in script.bodies]
    assert ways == ["tools", "json_schema", *["json_object"] * 4]
    assert run.result.value == Reading()
    assert all(event.key for event in run.events)


def test_every_mode_that_fails_is_told_with_its_reason(clock: FakeClock) -> None:
    script = Script(*(errors.RequestRejected(f"Reason {number}.", status=400) for number in range(4)))
    run = ask(settings(mode="auto"), clock=clock, endpoint=script)
    assert type(run.result) is errors.ConfigurationError
    assert "tools: Reason 0. json_schema: Reason 1. json: Reason 2. markdown_json: Reason 3." in run.result.message
    assert run.result.hint
    assert all(event.key for event in run.events)


@pytest.mark.parametrize(
    ("last", "again"),
    [('{"items": 8, "other": 1}', False), ('{"items": [{"name": ""}]}', True)],
    ids=["another mistake", "the same"],
)
def test_a_mistake_made_again_is_told_from_a_new_one(last: str, again: bool) -> None:
    script = Script('{"items": 7}', '{"items": [{"name": ""}]}', last)
    failed = ask(settings(reasks=2), endpoint=script).result
    assert type(failed) is errors.InvalidAnswer
    assert (" again" in failed.message) is again
    assert failed.attempts[-1].problems[0] in failed.message


@pytest.mark.parametrize("finish", ["truncated", "refused"])
def test_an_answer_of_no_use_is_told_in_a_sentence(finish: Any) -> None:
    class Cut(Script):
        async def send(self, body: Mapping[str, Any]) -> Reply:
            return Reply(GOOD, finish, USED, 1.5)

    failed = ask(settings(), endpoint=Cut()).result
    assert type(failed) is {"truncated": errors.TruncatedAnswer, "refused": errors.RefusedAnswer}[finish]
    assert failed.message.startswith("The ")
    assert failed.message.endswith(".")
