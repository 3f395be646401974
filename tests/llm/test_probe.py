"""The probe: which models are listed, which modes work, and what is wrong with the others."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from extractor.llm.probe import probe
from extractor.llm.settings import MODES, Mode
from tests.fake_endpoint import KINDS, FakeEndpoint, Kind, answer, error
from tests.llm.conftest import KEY, FakeClock, settings_for

SUPPORTED: list[tuple[Sequence[Kind], tuple[Mode, ...], Mode | None]] = [
    (KINDS, MODES, "tools"),
    (("json_schema", "json_object", "text"), ("json_schema", "json", "markdown_json"), "json_schema"),
    (("json_object", "text"), ("json", "markdown_json"), "json"),
    (("text",), ("markdown_json",), "markdown_json"),
    ((), (), None),
]


@pytest.mark.parametrize(("kinds", "working", "first"), SUPPORTED)
def test_each_mode_is_tried(kinds: Sequence[Kind], working: tuple[Mode, ...], first: Mode | None) -> None:
    with FakeEndpoint(kinds=kinds, models=("a", "fake-model")) as endpoint:
        found = asyncio.run(probe(settings_for(endpoint)))
    assert found.models == ("a", "fake-model")
    assert tuple(trial.mode for trial in found.trials) == MODES
    assert tuple(trial.mode for trial in found.trials if trial.works) == working
    assert found.mode == first
    assert all("not supported" in (trial.problem or "") for trial in found.trials if not trial.works)


def test_an_endpoint_that_ignores_the_schema_does_not_work_in_that_mode() -> None:
    with FakeEndpoint(lambda body: answer({"指标": "地区生产总值", "增长": 7.4})) as endpoint:
        found = asyncio.run(probe(settings_for(endpoint)))
    assert found.mode is None


def test_a_wrong_key_is_found_out_once(clock: FakeClock) -> None:
    with FakeEndpoint(lambda body: error(401, f"wrong key {KEY}")) as endpoint:
        found = asyncio.run(probe(settings_for(endpoint), clock.clock))
    assert len(found.trials) == len(endpoint.bodies) == 1
    assert "OPENAI_API_KEY" in (found.trials[0].problem or "")
    assert KEY not in repr(found)


def test_an_endpoint_that_is_not_there_is_told(clock: FakeClock) -> None:
    with FakeEndpoint() as endpoint:
        settings = settings_for(endpoint)
    found = asyncio.run(probe(settings, clock.clock))
    assert found.models is None
    assert len(found.trials) == 1
    assert "connection" in (found.trials[0].problem or "")
