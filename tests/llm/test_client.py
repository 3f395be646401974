"""The client as a whole: the store, equal requests, the mode, secrets, and a kill at any moment."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest

from extractor.llm import errors
from extractor.llm.client import ModelClient
from extractor.llm.events import Answered, Event, Failed, FromStore, Reasked, Sent, Waited
from extractor.llm.store import AnswerStore
from tests.fake_endpoint import FAULTS, FakeEndpoint, Step, answer, busy, error
from tests.llm.conftest import BAD, GDP, GOOD, KEY, MESSAGES, FakeClock, Item, Reading, ask, settings_for

TEXTS = [f"第{number}句：地区生产总值完成 830.6 亿元。" for number in range(6)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite3"


def test_a_second_run_sends_nothing_and_says_the_same(path: Path) -> None:
    with FakeEndpoint(lambda body: answer(GOOD)) as endpoint, AnswerStore(path) as store:
        settings = settings_for(endpoint)
        first, second = (ask(settings, TEXTS, store=store) for _ in range(2))
        assert len(endpoint.requests) == len(TEXTS)
    assert second.kinds() == ["FromStore"] * len(TEXTS)
    assert second.spent.requests == 0
    for new, kept in zip(first.results, second.results, strict=True):
        assert (kept.value, kept.usage, kept.seconds, kept.attempts, kept.model) == (
            new.value,
            new.usage,
            new.seconds,
            new.attempts,
            new.model,
        )
        assert (new.from_store, kept.from_store) == (False, True)
        assert new.seconds > 0


def test_refresh_asks_again_and_keeps_the_new_answer(path: Path) -> None:
    with FakeEndpoint([answer(GOOD), answer({"items": []})]) as endpoint, AnswerStore(path) as store:
        ask(settings_for(endpoint), store=store)
        refreshed = ask(settings_for(endpoint), store=store, refresh=True).result
        kept = ask(settings_for(endpoint), store=store).result
    assert refreshed.value == kept.value == Reading(items=())
    assert (refreshed.from_store, kept.from_store) == (False, True)


def test_a_kept_answer_that_no_longer_fits_is_asked_for_again(path: Path) -> None:
    with FakeEndpoint(lambda body: answer(GOOD)) as endpoint, AnswerStore(path) as store:
        ask(settings_for(endpoint), store=store)
        with sqlite3.connect(path) as database:
            database.execute("UPDATE answers SET answer = '{\"items\": 7}'")
        again = ask(settings_for(endpoint), store=store).result
    assert again.value == Reading(items=(GDP,))
    assert not again.from_store


def test_what_is_stored_says_its_model_and_prompt_version(path: Path) -> None:
    async def go(endpoint: FakeEndpoint, store: AnswerStore) -> None:
        async with ModelClient(settings_for(endpoint), store) as client:
            await client.ask(MESSAGES, Reading, prompt_version="p7")

    with FakeEndpoint([answer(GOOD, wrapping="think", as_text=True)]) as endpoint, AnswerStore(path) as store:
        asyncio.run(go(endpoint, store))
        (entry,) = store.entries()
    assert (entry.model, entry.prompt_version, entry.prompt_tokens, entry.completion_tokens) == ("fake-model", "p7", 100, 20)
    assert entry.answer == '{"items": [{"name": "地区生产总值", "value": 830.6}]}'


@pytest.mark.parametrize("fault", ["malformed", "truncated", "refusal", "empty", "wrong_schema", "500"])
def test_failures_are_never_stored(path: Path, clock: FakeClock, fault: str) -> None:
    with FakeEndpoint(lambda body: FAULTS[fault]()) as endpoint, AnswerStore(path) as store:
        run = ask(settings_for(endpoint), store=store, clock=clock)
        assert store.measure().rows == 0
    assert isinstance(run.result, errors.ModelError)
    assert run.events[-1] == Failed(run.events[-1].key, type(run.result).__name__, getattr(run.result, "status", None))


def test_the_answer_is_on_disk_before_anybody_is_told(path: Path) -> None:
    rows: list[int] = []

    def look(event: Event) -> None:
        if isinstance(event, Answered):
            with sqlite3.connect(path) as other:
                rows.append(other.execute("SELECT COUNT(*) FROM answers WHERE key = ?", (event.key,)).fetchone()[0])

    with FakeEndpoint(lambda body: answer(GOOD)) as endpoint, AnswerStore(path) as store:
        ask(settings_for(endpoint), TEXTS, store=store, on_event=look)
    assert rows == [1] * len(TEXTS)


KILLED = """
import asyncio, os, signal, sys
from tests.llm.conftest import ask
from extractor.llm.events import Answered
from extractor.llm.settings import ModelSettings
from extractor.llm.store import AnswerStore

answered = []
def count(event):
    answered.append(isinstance(event, Answered))
    if sum(answered) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

settings = ModelSettings(model="fake-model", base_url=sys.argv[1], mode="tools", concurrency=2)
ask(settings, [f"第{number}句。" for number in range(10)], store=AnswerStore(sys.argv[2]), on_event=count)
"""


def test_a_killed_run_has_lost_only_what_was_in_flight(path: Path) -> None:
    with FakeEndpoint(lambda body: answer(GOOD), latency=0.02) as endpoint:
        ended = subprocess.run([sys.executable, "-c", KILLED, endpoint.base_url, str(path)], env={**os.environ, "PYTHONPATH": "."})
    assert ended.returncode == -signal.SIGKILL
    with AnswerStore(path) as store:
        assert [Reading.model_validate_json(entry.answer) for entry in store.entries()] == [Reading(items=(GDP,))] * 3


def test_equal_requests_in_flight_are_sent_once() -> None:
    with FakeEndpoint(lambda body: answer(GOOD), latency=0.05) as endpoint:
        run = ask(settings_for(endpoint), ["同一句。"] * 5 + ["另一句。"])
    assert len(endpoint.requests) == 2
    assert [result.value for result in run.results] == [Reading(items=(GDP,))] * 6
    assert sorted(result.from_store for result in run.results) == [False] * 2 + [True] * 4
    assert run.spent.requests == 2


def test_equal_requests_in_flight_fail_together() -> None:
    with FakeEndpoint(lambda body: error(400), latency=0.05) as endpoint:
        run = ask(settings_for(endpoint), ["同一句。"] * 3)
    assert len(endpoint.requests) == 1
    assert all(isinstance(result, errors.RequestRejected) for result in run.results)


def test_a_caller_that_gives_up_does_not_take_the_answer_from_the_others() -> None:
    async def go(endpoint: FakeEndpoint) -> Any:
        async with ModelClient(settings_for(endpoint)) as client:
            first, second = (asyncio.create_task(client.ask(MESSAGES, Reading)) for _ in range(2))
            await asyncio.sleep(0.05)
            first.cancel()
            return await second

    with FakeEndpoint([answer(GOOD, delay=0.15)]) as endpoint:
        assert asyncio.run(go(endpoint)).value == Reading(items=(GDP,))


def test_leaving_the_client_drops_what_is_in_flight() -> None:
    async def go(endpoint: FakeEndpoint) -> asyncio.Task[Any]:
        async with ModelClient(settings_for(endpoint)) as client:
            asked = asyncio.create_task(client.ask(MESSAGES, Reading))
            await asyncio.sleep(0.05)
        await asyncio.wait([asked])
        return asked

    with FakeEndpoint([answer(GOOD, delay=0.5)]) as endpoint:
        assert asyncio.run(go(endpoint)).cancelled()


def test_a_busy_endpoint_makes_requests_fewer_and_all_are_answered(clock: FakeClock) -> None:
    waves = iter([busy()] * 8)
    with FakeEndpoint(lambda body: next(waves, answer(GOOD)), latency=0.05) as endpoint:
        run = ask(settings_for(endpoint, concurrency=8), [f"第{number}句。" for number in range(8)], clock=clock)
    assert [result.value for result in run.results] == [Reading(items=(GDP,))] * 8
    assert run.concurrency < 8
    assert sum(isinstance(event, Waited) for event in run.events) == 8


RATES = {
    "429": 0.08,
    "500": 0.08,
    "503": 0.05,
    "reset": 0.05,
    "malformed": 0.08,
    "wrong_schema": 0.05,
    "truncated": 0.03,
    "refusal": 0.03,
}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_under_random_faults_every_request_is_answered_rightly_or_fails_and_only_answers_are_kept(
    path: Path, clock: FakeClock, seed: int
) -> None:
    texts = [f"第{number}句。" for number in range(60)]

    def script(body: Any) -> Step:
        return answer({"items": [{"name": body["messages"][1]["content"]}]})

    with FakeEndpoint(script, fault_rates=RATES, seed=seed) as endpoint, AnswerStore(path) as store:
        run = ask(settings_for(endpoint, concurrency=10), texts, store=store, clock=clock)
        rows = store.measure().rows
    failed = [result for result in run.results if isinstance(result, Exception)]
    assert all(isinstance(failure, errors.ModelError) for failure in failed)
    for text, result in zip(texts, run.results, strict=True):
        if not isinstance(result, Exception):
            assert result.value == Reading(items=(Item(name=text),))
    assert rows == len(texts) - len(failed)
    assert sum(isinstance(event, Failed) for event in run.events) == len(failed) < 20
    assert sum(isinstance(event, Sent) for event in run.events) == len(endpoint.requests)


def test_the_key_never_shows(path: Path, clock: FakeClock) -> None:
    quoting = [
        error(401, f"Incorrect API key provided: {KEY}."),
        error(500, f"failed for {KEY}"),
        error(400, f"bad {KEY}", param=KEY),
        busy(),
        answer(GOOD),
    ]
    shown: list[str] = []
    for number, step in enumerate(quoting):
        with FakeEndpoint([step, answer(BAD), answer(GOOD)]) as endpoint, AnswerStore(path) as store:
            settings = settings_for(endpoint)
            run = ask(settings, [f"第{number}句。"], store=store, clock=clock)
        shown += [repr(settings), settings.model_dump_json(), repr(run.events), repr(run.result)]
        if isinstance(run.result, Exception):
            shown += [*traceback.format_exception(run.result), repr(vars(run.result))]
        assert any(KEY in str(request.headers) for request in endpoint.requests), "the key is sent"
    assert not [text for text in shown if KEY in text]
    for file in path.parent.iterdir():
        assert KEY.encode() not in file.read_bytes()


def test_events_hold_no_words_of_messages_or_answers(clock: FakeClock) -> None:
    with FakeEndpoint([busy(), answer(BAD), answer(GOOD)]) as endpoint:
        run = ask(settings_for(endpoint), clock=clock)
    assert {type(event) for event in run.events} == {Sent, Waited, Reasked, Answered}
    for words in ("地区生产总值", "很多", "830.6"):
        assert words not in repr(run.events)


def test_auto_takes_the_first_mode_that_works_and_finds_it_once(path: Path) -> None:
    with FakeEndpoint(kinds=("json_object", "text")) as endpoint, AnswerStore(path) as store:
        settings = settings_for(endpoint, mode="auto")
        first = ask(settings, TEXTS, store=store)
        assert [result.value for result in first.results] == [Reading()] * len(TEXTS)
        assert len(endpoint.requests) == 3 + len(TEXTS), "two modes refused, one found"
        again = ask(settings, TEXTS, store=store)
        assert len(endpoint.requests) == 3 + len(TEXTS), "kept answers need no mode"
    assert {type(event) for event in again.events} == {FromStore}


def test_auto_says_why_no_mode_works() -> None:
    with FakeEndpoint(kinds=()) as endpoint:
        run = ask(settings_for(endpoint, mode="auto"))
    assert type(run.result) is errors.ConfigurationError
    for mode in ("tools", "json_schema", "json", "markdown_json"):
        assert mode in str(run.result)


def test_auto_does_not_try_modes_where_none_can_help() -> None:
    with FakeEndpoint(lambda body: error(401)) as endpoint:
        run = ask(settings_for(endpoint, mode="auto"))
    assert type(run.result) is errors.AccessDenied
    assert len(endpoint.requests) == 1


def test_importing_the_client_loads_neither_openai_nor_instructor() -> None:
    code = "import sys, extractor.llm.client, extractor.llm.probe; print({'openai', 'instructor'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "set()"
