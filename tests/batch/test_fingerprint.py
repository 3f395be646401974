"""Which settings make a result another one, and which do not."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.batch.fingerprint import fingerprint
from extractor.llm.settings import ModelSettings
from extractor.settings import Settings
from schemas import Engine


def settings(engine: Engine = "both", chunk_characters: int = 1_200, **model: Any) -> Settings:
    named = ModelSettings(**{"model": "m", "base_url": "http://localhost/v1", **model})
    return Settings(engine=engine, chunk_characters=chunk_characters, model=named)


OTHER_RESULTS = [
    {"engine": "rules"},
    {"engine": "model"},
    {"chunk_characters": 2_000},
    {"model": "n"},
    {"base_url": "http://elsewhere/v1"},
    {"mode": "json"},
    {"temperature": 0.5},
    {"max_output_tokens": 100},
    {"reasks": 0},
]
SAME_RESULTS = [
    {"api_key": "secret"},
    {"base_url": "http://user:secret@localhost/v1/"},
    {"concurrency": 50},
    {"requests_per_minute": 5},
    {"max_cost": 1.0},
    {"max_tokens": 5},
    {"timeout_seconds": 5},
    {"transport_attempts": 1},
]


@pytest.mark.parametrize("change", OTHER_RESULTS, ids=str)
def test_what_changes_results_changes_the_fingerprint(change: dict[str, Any]) -> None:
    assert fingerprint(settings(**change)) != fingerprint(settings())


@pytest.mark.parametrize("change", SAME_RESULTS, ids=str)
def test_what_changes_no_result_does_not(change: dict[str, Any]) -> None:
    assert fingerprint(settings(**change)) == fingerprint(settings())


def test_the_rules_care_for_no_model() -> None:
    assert fingerprint(settings("rules", model="n", chunk_characters=500)) == fingerprint(Settings())
