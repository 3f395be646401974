"""Every mode and every way a model dresses its answer leads to the same value."""

from __future__ import annotations

import pytest

from extractor.llm.settings import MODES, Mode
from tests.fake_endpoint import FakeEndpoint, Wrapping, answer, kind_of
from tests.llm.conftest import GDP, GOOD, Item, Reading, ask, settings_for

DRESSED: list[tuple[Mode, Wrapping, bool]] = [
    ("tools", "bare", False),
    ("tools", "bare", True),
    ("tools", "think_fence_prose", True),
    ("json_schema", "bare", False),
    ("json_schema", "think", False),
    ("json", "bare", False),
    ("json", "fence", False),
    ("json", "think", False),
    ("json", "prose", False),
    ("markdown_json", "bare", False),
    ("markdown_json", "fence", False),
    ("markdown_json", "prose", False),
    ("markdown_json", "think_fence_prose", False),
]


@pytest.mark.parametrize(("mode", "wrapping", "as_text"), DRESSED)
def test_the_answer_is_found_whatever_stands_around_it(mode: Mode, wrapping: Wrapping, as_text: bool) -> None:
    with FakeEndpoint([answer(GOOD, wrapping=wrapping, as_text=as_text)]) as endpoint:
        answered = ask(settings_for(endpoint, mode=mode)).result
    assert answered.value == Reading(items=(GDP,))
    assert type(answered.value) is Reading
    assert answered.attempts == 1


@pytest.mark.parametrize("mode", MODES)
def test_chinese_goes_unescaped_in_messages_and_schema(mode: Mode) -> None:
    with FakeEndpoint([answer(GOOD)]) as endpoint:
        ask(settings_for(endpoint, mode=mode))
    raw = endpoint.requests[0].raw.decode()
    assert "\\u" not in raw
    for words in ("地区生产总值完成", "一个指标", "按原文次序"):
        assert words in raw, words


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("tools", "tools"), ("json_schema", "json_schema"), ("json", "json_object"), ("markdown_json", "text")],
)
def test_each_mode_asks_in_its_way(mode: Mode, kind: str) -> None:
    with FakeEndpoint([answer(GOOD)]) as endpoint:
        ask(settings_for(endpoint, mode=mode))
    (body,) = endpoint.bodies
    assert kind_of(body) == kind
    assert ("JSON" in body["messages"][0]["content"]) == (mode in ("json", "markdown_json"))
    assert body["messages"][-1]["content"] == "地区生产总值完成 830.6 亿元。"


def test_the_schema_mode_is_strict_on_the_wire() -> None:
    with FakeEndpoint([answer(GOOD)]) as endpoint:
        ask(settings_for(endpoint, mode="json_schema"))
    form = endpoint.bodies[0]["response_format"]["json_schema"]
    assert form["strict"] is True
    assert form["schema"]["$defs"]["Item"]["required"] == ["name", "value"]
    assert form["schema"]["additionalProperties"] is False


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("nothing", ["{}", "[]", "null", '{"items": []}'])
def test_nothing_found_is_an_empty_list(mode: Mode, nothing: str) -> None:
    with FakeEndpoint([answer(nothing)]) as endpoint:
        answered = ask(settings_for(endpoint, mode=mode)).result
    assert answered.value == Reading(items=())
    assert answered.attempts == 1


def test_nothing_is_no_answer_where_something_is_required() -> None:
    with FakeEndpoint([answer("{}"), answer({"name": "地区生产总值"})]) as endpoint:
        answered = ask(settings_for(endpoint), response_model=Item).result
    assert answered.value == Item(name="地区生产总值")
    assert answered.attempts == 2
