"""Prepared requests: what is in the body, and what the key depends on."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, Field

from extractor.llm.request import estimate_tokens, prepare
from extractor.llm.settings import ModelSettings
from tests.llm.conftest import MESSAGES, Item, Reading

SETTINGS = ModelSettings(model="m", base_url="http://localhost:1/v1")


class Twin(BaseModel):
    """一个指标"""

    name: str = Field(min_length=1, description="另一种说明")


def key(settings: ModelSettings = SETTINGS, mode: Any = "tools", messages: Any = MESSAGES, model: Any = Reading) -> str:
    return prepare(settings, mode, messages, model).key


DIFFERENT: list[tuple[str, dict[str, Any]]] = [
    ("model", {"settings": SETTINGS.model_copy(update={"model": "n"})}),
    ("temperature", {"settings": SETTINGS.model_copy(update={"temperature": 0.5})}),
    ("output limit", {"settings": SETTINGS.model_copy(update={"max_output_tokens": 5})}),
    ("endpoint", {"settings": SETTINGS.model_copy(update={"base_url": "http://localhost:2/v1"})}),
    ("mode", {"mode": "json"}),
    ("words", {"messages": (MESSAGES[0], {"role": "user", "content": "别的。"})}),
    ("order of messages", {"messages": MESSAGES[::-1]}),
    ("type", {"model": Item}),
    ("description of a field", {"model": Twin}),
]


@pytest.mark.parametrize(("what", "changed"), DIFFERENT)
def test_whatever_could_change_the_answer_changes_the_key(what: str, changed: dict[str, Any]) -> None:
    assert key(**changed) != key(), what


SAME: list[tuple[str, dict[str, Any]]] = [
    ("key", {"api_key": "sk-other"}),
    ("credentials", {"base_url": "http://user:password@localhost:1/v1"}),
    ("closing slash", {"base_url": "http://localhost:1/v1/"}),
    ("concurrency", {"concurrency": 50}),
    ("timeout", {"timeout_seconds": 1.0}),
    ("reasks", {"reasks": 0}),
    ("limits", {"max_cost": 1.0, "max_tokens": 5, "requests_per_minute": 5}),
]


@pytest.mark.parametrize(("what", "changed"), SAME)
def test_whatever_cannot_change_the_answer_leaves_the_key(what: str, changed: dict[str, Any]) -> None:
    assert key(ModelSettings.model_validate(SETTINGS.model_dump() | changed)) == key(), what


def test_what_is_not_set_is_not_sent() -> None:
    settings = SETTINGS.model_copy(update={"temperature": None})
    assert prepare(settings, "markdown_json", MESSAGES, Reading).body.keys() == {"model", "messages"}


def test_an_instruction_ends_the_system_message_and_leaves_the_callers_messages_alone() -> None:
    before = [dict(message) for message in MESSAGES]
    sent = prepare(SETTINGS, "json", MESSAGES, Reading).messages
    assert sent[0]["content"].startswith("你摘录指标。\n\n")
    assert sent[1] == MESSAGES[1]
    assert [dict(message) for message in MESSAGES] == before


def test_an_instruction_makes_a_system_message_where_there_is_none() -> None:
    sent = prepare(SETTINGS, "json", MESSAGES[1:], Reading).messages
    assert [message["role"] for message in sent] == ["system", "user"]


def test_chinese_counts_one_character_each() -> None:
    short, long = (prepare(SETTINGS, "tools", ({"role": "user", "content": "甲" * count},), Item) for count in (10, 110))
    assert long.characters - short.characters == 100
    assert long.estimated_tokens - short.estimated_tokens == pytest.approx(83, abs=2)


@pytest.mark.parametrize("model", [Reading, Item])
def test_the_part_before_the_text_is_the_same_for_every_text(model: type[BaseModel]) -> None:
    one, other = (prepare(SETTINGS, "json", (MESSAGES[0], {"role": "user", "content": text}), model) for text in ("甲。", "乙。"))
    assert one.messages[0] == other.messages[0]


@pytest.mark.parametrize(("text", "least", "most"), [("", 0, 0), ("地区生产总值" * 100, 400, 600), ("indicator " * 100, 200, 400)])
def test_tokens_are_estimated_in_the_right_range(text: str, least: int, most: int) -> None:
    assert least <= estimate_tokens(text) <= most
