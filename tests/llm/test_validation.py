"""The validation loop: what goes back to the model, and when it ends."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.llm import errors
from extractor.llm.settings import MODES
from extractor.llm.store import AnswerStore
from tests.fake_endpoint import FakeEndpoint, Step, answer, empty, malformed, refusal, truncated, wrong_schema
from tests.llm.conftest import BAD, GDP, GOOD, MESSAGES, Item, Reading, ask, settings_for

OTHER_BAD = {"items": [{"name": "", "value": 1}]}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("fault", [malformed(), wrong_schema(), answer(BAD), empty(), answer("没有找到。")], ids=range(5))
def test_an_answer_that_does_not_fit_goes_back_with_its_problems(mode: str, fault: Step) -> None:
    with FakeEndpoint([fault, answer(GOOD)]) as endpoint:
        run = ask(settings_for(endpoint, mode=mode))
    assert run.result.value == Reading(items=(GDP,))
    assert run.result.attempts == 2
    first, second = endpoint.bodies
    assert second["messages"][: len(first["messages"])] == first["messages"]
    assistant, user = second["messages"][len(first["messages"]) :]
    assert (assistant["role"], user["role"]) == ("assistant", "user")
    assert {name: value for name, value in second.items() if name != "messages"} == {
        name: value for name, value in first.items() if name != "messages"
    }


def test_the_model_is_told_the_place_and_the_problem_in_chinese() -> None:
    with FakeEndpoint([answer(BAD), answer(GOOD)]) as endpoint:
        ask(settings_for(endpoint))
    assistant, user = endpoint.bodies[1]["messages"][-2:]
    assert "很多" in assistant["content"]
    assert "items.0.value" in user["content"]
    assert "请改正" in user["content"]
    assert "pydantic" not in user["content"]


def test_only_the_last_attempt_stays_in_the_context() -> None:
    with FakeEndpoint([answer(BAD), answer(OTHER_BAD), answer(GOOD)]) as endpoint:
        run = ask(settings_for(endpoint))
    assert run.result.attempts == 3
    lengths = [len(body["messages"]) for body in endpoint.bodies]
    assert lengths == [len(MESSAGES), len(MESSAGES) + 2, len(MESSAGES) + 2]
    assert "很多" not in endpoint.requests[2].raw.decode()


def test_the_thoughts_of_an_attempt_are_not_sent_back() -> None:
    with FakeEndpoint([answer(BAD, wrapping="think"), answer(GOOD)]) as endpoint:
        ask(settings_for(endpoint, mode="json"))
    assert "<think>" not in endpoint.requests[1].raw.decode()


def test_the_same_mistake_twice_ends_it_with_the_history() -> None:
    with FakeEndpoint([answer(BAD), answer(BAD), answer(GOOD)]) as endpoint:
        run = ask(settings_for(endpoint))
    assert type(run.result) is errors.InvalidAnswer
    assert len(endpoint.requests) == 2
    assert len(run.result.attempts) == 2
    for attempt in run.result.attempts:
        assert "很多" in attempt.answer
        assert "items.0.value" in attempt.problems[0]


@pytest.mark.parametrize("reasks", [0, 1, 2])
def test_reasks_are_counted(reasks: int) -> None:
    script = [answer(BAD), answer(OTHER_BAD), answer(BAD), answer(GOOD)]
    with FakeEndpoint(script) as endpoint:
        run = ask(settings_for(endpoint, reasks=reasks))
    assert type(run.result) is errors.InvalidAnswer
    assert len(endpoint.requests) == len(run.result.attempts) == reasks + 1


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("content", ['{"items": [{"name": "地区', GOOD, {}, ""], ids=["torn", "whole", "defaults", "empty"])
def test_a_truncated_answer_is_signalled_and_neither_read_nor_sent_again(mode: str, content: Any) -> None:
    with FakeEndpoint([truncated(content), answer(GOOD)]) as endpoint:
        run = ask(settings_for(endpoint, mode=mode))
    assert type(run.result) is errors.TruncatedAnswer
    assert not run.result.retryable
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize("step", [refusal(), answer(GOOD, finish_reason="content_filter")], ids=["refusal", "filter"])
def test_a_refused_answer_ends_at_once(step: Step) -> None:
    with FakeEndpoint([step, answer(GOOD)]) as endpoint:
        run = ask(settings_for(endpoint))
    assert type(run.result) is errors.RefusedAnswer
    assert len(endpoint.requests) == 1


def test_several_tool_calls_that_differ_are_not_read_in_part() -> None:
    with FakeEndpoint([answer('{"items": []}\n{"items": [{"name": "甲"}]}'), answer(GOOD)]) as endpoint:
        run = ask(settings_for(endpoint))
    assert run.result.value == Reading(items=(GDP,))
    assert run.result.attempts == 2


def test_tokens_and_attempts_of_failures_are_counted_and_travel_with_the_error(tmp_path: Any) -> None:
    with FakeEndpoint([answer(BAD), answer(BAD)]) as endpoint, AnswerStore(tmp_path / "answers") as store:
        run = ask(settings_for(endpoint), store=store)
        assert store.measure().rows == 0
    assert (run.result.usage.prompt, run.result.usage.completion) == (200, 40)
    assert (run.spent.requests, run.spent.usage) == (2, run.result.usage)
    assert run.kinds() == ["Sent", "Reasked", "Sent", "Failed"]


def test_the_wording_of_a_reask_can_be_given() -> None:
    import asyncio

    from extractor.llm.client import ModelClient

    async def go(settings: Any) -> None:
        async with ModelClient(settings) as client:
            await client.ask(MESSAGES, Item, wording=lambda problems: f"共 {len(problems)} 处要改。")

    with FakeEndpoint([answer({"name": "", "value": "x"}), answer({"name": "甲"})]) as endpoint:
        asyncio.run(go(settings_for(endpoint)))
    assert endpoint.bodies[1]["messages"][-1]["content"] == "共 2 处要改。"
